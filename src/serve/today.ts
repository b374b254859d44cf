import { chinaDay } from '../law/day.ts'

/** The day it is in China. */
export const today = (): string => chinaDay(Date.now())
