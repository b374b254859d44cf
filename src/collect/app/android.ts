import type { Carrier } from './carrier.ts'
import type { limitsOf } from './package-facts.ts'

const OWN = /^(?:AndroidManifest\.xml|classes\.dex|resources\.arsc)$|\.apk$/i

/** APK, XAPK and APKS. */
export const android: Carrier = {
  reader: 'android',
  kind: 'app.android',
  recognises: (target) => target.kind === 'file' && target.names().some((name) => OWN.test(name)),
  async open(target, budget) {
    const { openAndroid } = await import('../android/package.ts')
    const facts = await import('./package-facts.ts')
    const { scanPackage } = await import('./package-scan.ts')
    const pkg = openAndroid(target.given, budget)
    if (pkg.kind === 'unreadable')
      return { unreadable: pkg.problems[0]?.message ?? { zh: '不是安卓安装包', en: 'not an Android package' } }
    const label = pkg.manifest?.application?.label
    let limits: ReturnType<typeof limitsOf> = []
    return {
      id: pkg.manifest?.package || undefined,
      name: label?.zh ?? label?.default ?? pkg.manifest?.package,
      version: pkg.manifest?.versionName ?? pkg.manifest?.versionCode,
      record(app, recorder, beside) {
        const scan = scanPackage(pkg, budget)
        facts.recordPackage(scan, app, recorder, beside)
        limits = facts.limitsOf(scan)
      },
      limits: () => limits,
      close: () => pkg.close(),
    }
  },
}
