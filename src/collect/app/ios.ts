import type { Text } from '../../law/text.ts'
import { looksLikeIpa } from '../ios/recognise.ts'
import type { Carrier } from './carrier.ts'

/** IPA. */
export const ios: Carrier = {
  reader: 'ios',
  kind: 'app.ios',
  recognises: (target) => target.kind === 'file' && looksLikeIpa(target.names()),
  async open(target, budget) {
    const { openIos } = await import('../ios/package.ts')
    const { recordIos } = await import('./ios-facts.ts')
    const pkg = openIos(target.given, budget)
    if ('why' in pkg) return { unreadable: pkg.why }
    let limits: readonly Text[] = []
    return {
      id: pkg.id,
      name: pkg.name,
      version: pkg.version,
      record(app, recorder, beside) {
        limits = recordIos(pkg, app, recorder, beside)
      },
      limits: () => limits,
      close: () => pkg.close(),
    }
  },
}
