import type { Edge } from '../report/render.ts'
import { uuidOf } from './uuid.ts'

/** What the forms of a result need from outside: ids of OSCAL, and a browser that prints. */
export const EDGE: Edge = { uuidOf, print: async (page) => (await import('./paper.ts')).printed(page) }
