import { join } from 'node:path'
import type { Text } from '../../law/text.ts'
import { Budget, DOCUMENT_LIMITS } from '../budget.ts'
import type { PolicyScan } from '../policy/scan.ts'
import type { Run } from '../web/run-model.ts'
import type { Carrier } from './carrier.ts'
import { digestOf } from './target.ts'

const RUN = 'run.json'
const NO_RUN: Readonly<Record<'missing' | 'large' | 'json' | 'shape', Text>> = {
  missing: { zh: 'run.json 读不出来', en: 'its run.json cannot be read' },
  large: { zh: 'run.json 过大', en: 'its run.json is too large' },
  json: { zh: 'run.json 不是完整的 JSON', en: 'its run.json is no complete JSON' },
  shape: { zh: 'run.json 不是 guiju/run/1 格式', en: 'its run.json is not of the form guiju/run/1' },
}

/** The folder of a consent run. A page's address becomes one before it is read. */
export const web: Carrier = {
  reader: 'web',
  kind: 'app.web',
  recognises: (target) => target.kind === 'folder' && target.names().includes(RUN),
  async open(target) {
    const { readRun } = await import('../web/read-run.ts')
    const { recordRun } = await import('../web/facts.ts')
    const run = readRun(join(target.given, RUN))
    if ('why' in run) return { unreadable: NO_RUN[run.why] }
    const inputs = [RUN, ...(run.policy ? [run.policy.file] : [])].flatMap((name) => {
      const digest = digestOf(join(target.given, name))
      return 'error' in digest ? [] : [digest]
    })
    const policy = await policyOf(run, target.given)
    return {
      id: new URL(run.url).origin,
      name: run.title === '' ? new URL(run.url).host : run.title,
      version: undefined,
      inputs,
      ...(policy ? { policy } : {}),
      record: (app, recorder, beside) => recordRun(run, app, recorder, beside),
      limits: () => limitsOf(run),
      close: () => {},
    }
  },
}

async function policyOf(run: Run, folder: string): Promise<PolicyScan | undefined> {
  if (!run.policy) return undefined
  const { readSmall } = await import('../web/read-run.ts')
  const { readPolicyText } = await import('../policy/read.ts')
  const bytes = readSmall(join(folder, run.policy.file), DOCUMENT_LIMITS.bytes)
  if (typeof bytes === 'string') return undefined
  return readPolicyText(bytes, run.policy.file, new Budget(DOCUMENT_LIMITS))
}

function limitsOf(run: Run): Text[] {
  const limits: Text[] = [
    {
      zh: '以手机尺寸的浏览器打开网页：未操作、拒绝、同意各一次，并沿链接走查。没有登录，没有使用需要登录的功能；服务器之间的行为看不到。',
      en: 'The page was opened in a browser of phone size, once untouched, once refused, once agreed, and its links were walked. Nobody logged in; what servers do among themselves was not seen.',
    },
  ]
  const { walk } = run
  if (walk && !walk.complete)
    limits.push({
      zh: `走查没有走完（${walk.why ?? ''}）：走到${walk.states.length}个页面或界面状态。`,
      en: `The walk was not complete (${walk.why ?? ''}): ${walk.states.length} pages or states were reached.`,
    })
  const refused = run.problems.filter((problem) => problem.code === 'refused' && problem.detail === 'private')
  if (refused.length > 0)
    limits.push({
      zh: `页面请求的内网地址已拒绝：${refused.map((p) => p.where).join('、')}（--allow-private）。`,
      en: `Private addresses the page asked for were refused: ${refused.map((p) => p.where).join(', ')} (--allow-private).`,
    })
  if (!run.browser.sandbox)
    limits.push({
      zh: '浏览器沙箱未开启（以 root 运行或使用自带浏览器）。',
      en: 'The browser’s sandbox was off (run as root, or the bundled browser).',
    })
  return limits
}
