import type { BenchPages } from '../../src/report/bench/screen.ts'
import type { LawPages } from '../../src/report/law/page.ts'
import type { ReportPages } from '../../src/report/page.ts'
import { benchPage } from '../bench/frame.tsx'
import { foundFragment, libraryPage, readerPage } from '../law/law-page.tsx'
import { verifyPage } from '../verify/verify-page.tsx'
import { boardPage, reportPage } from './report-page.tsx'

export const renderReport: ReportPages['renderReport'] = (result, { lang, rest }) => reportPage(result, lang, rest)

export const renderBoard: ReportPages['renderBoard'] = (board, operator, { lang }) => boardPage(board, operator, lang)

export const renderVerify: ReportPages['renderVerify'] = (given, { lang }) => verifyPage(given, lang)

export const renderLibrary: LawPages['renderLibrary'] = libraryPage
export const renderFound: LawPages['renderFound'] = foundFragment
export const renderReader: LawPages['renderReader'] = readerPage

export const renderBench: BenchPages['renderBench'] = benchPage
