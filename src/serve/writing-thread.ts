import { parentPort } from 'node:worker_threads'
import { uuidOf } from '../cli/uuid.ts'
import { reportPages } from '../report/html.ts'
import { render } from '../report/render.ts'
import { workbook } from '../report/xlsx.ts'
import type { Writes, Written } from './writing.ts'

/** The thread that writes what is large. The page of a PDF is printed where the browsers are counted. */

const pages = reportPages()

const EDGE = { uuidOf, print: async (page: string) => Buffer.from(page) }

async function written(of: Writes): Promise<Written> {
  switch (of.kind) {
    case 'page':
      return [{ ending: 'html', content: (await pages).renderBench(of.screen, of.frame) }]
    case 'file':
      return render(of.result, of.format, of.lang, EDGE)
    case 'workbook':
      return [{ ending: 'xlsx', content: workbook(of.sheets) }]
    default:
      return of satisfies never
  }
}

parentPort!.once('message', async (of: Writes) => parentPort!.postMessage(await written(of)))
