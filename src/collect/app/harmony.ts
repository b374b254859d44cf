import type { Text } from '../../law/text.ts'
import { beginsAsGzip, looksLikeHarmony } from '../harmony/recognise.ts'
import type { Carrier } from './carrier.ts'

/** HAP, HSP, APP and HAR. */
export const harmony: Carrier = {
  reader: 'harmony',
  kind: 'app.harmony',
  recognises: (target) => target.kind === 'file' && (beginsAsGzip(target.head) || looksLikeHarmony(target.names())),
  async open(target, budget) {
    const { openHarmony } = await import('../harmony/package.ts')
    const { recordHarmony } = await import('./harmony-facts.ts')
    const pkg = openHarmony(target.given, budget)
    if ('why' in pkg) return { unreadable: pkg.why }
    let limits: readonly Text[] = []
    return {
      id: pkg.id,
      name: pkg.name,
      version: pkg.version,
      record(app, recorder, beside) {
        limits = recordHarmony(pkg, app, recorder, beside)
      },
      limits: () => limits,
      close: () => pkg.close(),
    }
  },
}
