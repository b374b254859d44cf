import { readFileSync, statSync } from 'node:fs'
import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import type { MiniFiles, Unreadable } from '../mini-program/files.ts'
import { isEncrypted, isWxapkg } from '../mini-program/wxapkg.ts'
import type { Carrier } from './carrier.ts'
import type { Target } from './target.ts'

/** Names at the top of a folder that only programs have. */
const OWN =
  /^(?:app\.json|app-config\.json|app-service\.js|project\.config\.json|mini\.project\.json|project\.swan\.json)$|\.wxapkg$/

const WHY: Readonly<Record<Unreadable | 'config' | 'broken', Text>> = {
  encrypted: {
    zh: '小程序包已加密（V1MMWX，电脑版微信的缓存）；请提供手机端的包、解密后的包或源码目录',
    en: 'the mini-program package is encrypted (V1MMWX, kept by WeChat on a computer): give a package from a phone, a decrypted one, or the source folder',
  },
  'not-found': {
    zh: '没有小程序的文件；请提供 wxapkg，或含 app.json 的目录',
    en: 'there are no files of a mini program: give a wxapkg or a folder with app.json',
  },
  empty: {
    zh: '小程序包里读不出任何文件，可能没有下载完整；请重新取得',
    en: 'no file can be read from the mini-program package, so it was probably not fetched in full: fetch it again',
  },
  broken: {
    zh: '目录里的 app.json 不是小程序的配置（JSON 有误，或者没有 pages）；请修正后再试',
    en: 'the app.json of the folder is no configuration of a mini program (broken JSON, or no pages): mend it and try again',
  },
  config: {
    zh: '目录里没有小程序的 app.json；请给出小程序所在的目录',
    en: 'the folder has no app.json of a mini program: name the folder that holds it',
  },
}

/** A wxapkg package, a folder of packages, an unpacked program or a developer's project. */
export const miniProgram: Carrier = {
  reader: 'mini-program',
  kind: 'app.mini-program',
  recognises: (target) =>
    target.kind === 'folder'
      ? target.names().some((name) => OWN.test(name))
      : target.kind === 'file' && (isWxapkg(target.head) || isEncrypted(target.head)),
  async open(target, budget) {
    const log = new ProblemLog(target.name)
    const files = await load(target, budget, log)
    if (typeof files === 'string') return { unreadable: WHY[files] }
    const { scanMini } = await import('../mini-program/scan.ts')
    const { limitsOfMini, recordMini } = await import('./mini-program-facts.ts')
    const scan = scanMini(files, budget, log)
    if (target.kind === 'folder' && !scan.config && !files.compiled)
      return { unreadable: files.files.has('app.json') ? WHY.broken : WHY.config }
    return {
      id: scan.config?.appid,
      name: scan.config?.name,
      version: scan.config?.version,
      ...(files.digest ? { inputs: [{ name: target.name, ...files.digest }] } : {}),
      record: (app, recorder, beside) => recordMini(scan, target.name, log.problems, app, recorder, beside),
      limits: () => limitsOfMini(scan),
      close() {},
    }
  },
}

async function load(
  target: Target,
  budget: Parameters<Carrier['open']>[1],
  log: ProblemLog,
): Promise<MiniFiles | Unreadable> {
  const { readFolder, readPackage } = await import('../mini-program/files.ts')
  if (target.kind === 'folder') return readFolder(target.given, budget, log)
  const { size } = statSync(target.given)
  const bytes = log.guard('', () => {
    budget.bytes(size)
    return readFileSync(target.given)
  })
  return bytes ? readPackage(bytes, budget, log) : 'not-found'
}
