import type { ReportPages } from '../../src/report/page.ts'
import { reportPage } from './report-page.tsx'
import { startPage } from './start-page.tsx'

export const renderReport: ReportPages['renderReport'] = (result, { lang }) => reportPage(result, lang)
export const renderStart: ReportPages['renderStart'] = (entries, { lang }) => startPage(entries, lang)
