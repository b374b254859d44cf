import type { Text } from '../../law/text.ts'
import type { Budget } from '../budget.ts'
import { harHead } from '../log/recognise.ts'
import type { Carrier, Opened, Unreadable } from './carrier.ts'
import type { Target } from './target.ts'

const NETWORK_ONLY: Text = {
  zh: '只读取了抓包记录：设备上的读取、界面和未抓到的请求没有检查。',
  en: 'Only a capture was read: what is read on the device, screens and requests it missed were not examined.',
}

/** A capture by itself: the site of its first document. */
export const har: Carrier = {
  reader: 'har',
  kind: 'app.web',
  recognises: (target: Target) => target.kind === 'file' && harHead(target.head),
  async open(target: Target, _budget: Budget): Promise<Opened | Unreadable> {
    const { readLogs } = await import('../log/read.ts')
    const read = await readLogs([target.given], 0)
    if ('error' in read) return { unreadable: whyOf(read.values['why']) }
    const [log] = read
    if (log?.content.kind !== 'har') return { unreadable: { zh: '不是 HAR', en: 'it is no HAR' } }
    const { content } = log
    const skipped = content.passedOver
    return {
      id: content.origin,
      name: content.document?.url.hostname,
      version: undefined,
      logs: read,
      record: () => undefined,
      limits: () => [
        NETWORK_ONLY,
        ...(skipped > 0
          ? [
              {
                zh: `有${skipped}条记录不是网络请求或已损坏，没有检查。`,
                en: `${skipped} records are no network requests or damaged and were not examined.`,
              },
            ]
          : []),
      ],
      close: () => undefined,
    }
  },
}

const whyOf = (why: string | Text | undefined): Text =>
  typeof why === 'object' ? why : { zh: why ?? '读不出来', en: why ?? 'it cannot be read' }
