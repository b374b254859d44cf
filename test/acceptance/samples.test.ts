import assert from 'node:assert/strict'
import { existsSync, globSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { auditOne } from '../../src/cli/audit.ts'
import { InputError } from '../../src/cli/errors.ts'
import { readApp } from '../../src/collect/app/read-app.ts'
import type { Determination, SubjectResult } from '../../src/judge/result.ts'

const samples = fileURLToPath(new URL('../../../shared/data/samples/', import.meta.url))
const here = existsSync(samples)
const options = here ? {} : { skip: 'the real samples are not beside this checkout' }
const DAY = '2026-11-01'

const audit = (path: string): Promise<SubjectResult> => auditOne(samples + path, {}, DAY)
const act = (result: SubjectResult, place: string): Determination =>
  result.determinations.find((d) => d.provision === `app-pi-2019#${place}`)!
/** The call paths in the leads and evidence of a determination, as text. */
const paths = (d: Determination): string[] =>
  [...d.evidence, ...d.leads.flatMap((l) => l.evidence)].flatMap((e) => (e.path ? [e.path.join(' → ')] : []))

describe('known outcomes on real packages', options, () => {
  it('leaves 3.1 empty where sensitive calls sit behind buttons', async () => {
    for (const path of [
      'ChenJunsen+Hegui3.0/_history/hegui-test-app_合规检测测试程序.apk',
      'getActivity+XXPermissions/_history/XXPermissions-newest.apk',
    ]) {
      const found = act(await audit(path), '3.1')
      assert.equal(found.outcome, 'cantTell', path)
      assert.deepEqual(paths(found), [], path)
    }
  })

  it('finds DemoApp.onCreate → Settings.Secure in the OAID demo', async () => {
    const found = paths(act(await audit('gzu-liyujiang+Android_CN_OAID/demo.apk'), '3.1'))
    assert.ok(
      found.some((p) => /DemoApp\.onCreate .*Settings\$Secure/.test(p)),
      found.join('\n'),
    )
  })

  it('finds Umeng reading device id, MAC and ANDROID_ID on resume in WeWin, and names the SDK', async () => {
    const result = await audit('WuXiaolong+WeWin/_history/app-debug-1.apk')
    const found = act(result, '3.1')
    const all = paths(found)
    for (const api of [
      /onResume .*getDeviceId/,
      /onResume .*(getMacAddress|getHardwareAddress)/,
      /onResume .*android_id/,
    ])
      assert.ok(
        all.some((p) => api.test(p)),
        `${api}\n${all.join('\n')}`,
      )
    const evidence = found.leads.flatMap((l) => l.evidence)
    assert.ok(evidence.some((e) => /友盟/.test(e.sdk ?? '')))
    assert.ok(act(result, '4.6').leads.length > 0, 'target 22 grants on installation')
  })

  it('finds requestPermissions in the launcher of a2dp.Vol', async () => {
    const result = await audit('androguard+androguard/tests/data/APK/a2dp.Vol_137.apk')
    const found = [...paths(act(result, '3.1')), ...paths(act(result, '4.6'))]
    assert.ok(
      found.some((p) => /main\.onCreate.*requestPermissions/.test(p)),
      found.join('\n'),
    )
  })
})

describe('every Android sample gives a result or one clear line', options, () => {
  for (const path of here ? globSync('**/*.{apk,xapk}', { cwd: samples }).sort() : []) {
    it(basename(path), async () => {
      try {
        const result = await audit(path)
        assert.equal(result.determinations.length, 31)
        assert.deepEqual(
          result.determinations.map((d) => d.provision),
          [...new Set(result.determinations.map((d) => d.provision))],
        )
        for (const d of result.determinations) {
          if (d.outcome === 'failed') assert.ok(d.evidence.length > 0)
          if (d.outcome === 'cantTell') assert.ok(d.needs.length > 0, d.provision)
          assert.notEqual(
            d.outcome === 'passed' && d.evidence.length === 0,
            true,
            `${d.provision} passes without evidence`,
          )
        }
      } catch (error) {
        assert.ok(error instanceof InputError, String(error))
        assert.match(error.message, /^[^\n]{10,}$/)
      }
    })
  }
})

describe('iOS and HarmonyOS samples agree with what is known of them', options, () => {
  const known: readonly (readonly [string, string, readonly string[]])[] = [
    ['MobSF+test_files/ios.ipa', 'app.ios:com.kthcorp.helloworld', []],
    ['helvenk+IPAPatch/demo.ipa', 'app.ios:helven.xyz.Test', []],
    [
      'JohnnyMiller404+Voicediary/entry/build/default/outputs/default/entry-default-unsigned.hap',
      'app.harmony:com.example.voicediary',
      ['MICROPHONE', 'WRITE_MEDIA', 'READ_MEDIA', 'INTERNET'],
    ],
    [
      'RYXHGOOD+yinsizhengce/entry/build/default/outputs/default/entry-default-unsigned.hap',
      'app.harmony:com.example.myapplication',
      [],
    ],
    [
      'SMAT-Lab+ArkAnalyzer-HapRay/tools/static_analyzer/test/resources/test.hap',
      'app.harmony:com.example.downloadnotification',
      [],
    ],
    ['openharmony-research+helloworld-demo/entry-default-signed.hap', 'app.harmony:com.example.helloworld', []],
  ]
  for (const [path, id, permissions] of known)
    it(path, async () => {
      const read = await readApp([samples + path], {})
      assert.ok('subject' in read)
      assert.equal(read.subject.id, id)
      const rows = read.readings.flatMap((r) => r.entities).filter((e) => e.entity === 'permission')
      assert.deepEqual(
        rows.map((r) => r.id),
        permissions.map((name) => `ohos.permission.${name}`),
      )
      // Three reasons say what for in Chinese; none is empty.
      assert.ok(rows.every((r) => r.cells['purposeTold']?.value !== false))
      const result = await audit(path)
      assert.equal(result.determinations.length, 31)
      assert.equal(result.summary.failed, 0)
      assert.deepEqual(result.problems ?? [], [])
    })

  it('a Mach-O library alone is one clear line', async () => {
    await assert.rejects(audit('MobSF+test_files/macho.dylib'), InputError)
  })
})
