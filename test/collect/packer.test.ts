import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detectPackers } from '../../src/collect/android/packer.ts'
import table from '../../src/collect/catalog/packers.json' with { type: 'json' }

const detect = (classes: string[], entries: string[]): string[] =>
  detectPackers({ classes, entries }).map(({ id, strength }) => `${id} ${strength}`)

test('a stub with its library is shown, with the evidence', () => {
  const [packer] = detectPackers({
    classes: ['com.stub.StubApp', 'com.example.Main'],
    entries: ['classes.dex', 'assets/libjiagu.so', 'assets/libjiagu_x86.so'],
  })
  assert.equal(packer?.id, 'qihoo-jiagu')
  assert.equal(packer.strength, 'shown')
  assert.deepEqual(packer.signals, [
    { kind: 'stub', value: 'com.stub.StubApp' },
    { kind: 'loader', value: 'assets/libjiagu.so' },
    { kind: 'loader', value: 'assets/libjiagu_x86.so' },
  ])
})

const cases: readonly [string, string[], string[], string[]][] = [
  ['a stub alone points to it', ['com.stub.StubApp'], [], ['qihoo-jiagu indicated']],
  ['a loader alone points to it', [], ['lib/armeabi/libjiagu.so'], ['qihoo-jiagu indicated']],
  [
    'Tencent: any package before the stub',
    ['com.a.b.MyWrapperProxyApplication'],
    ['lib/arm64-v8a/libshella-4.5.4.1.so'],
    ['tencent-legu shown'],
  ],
  [
    'Tencent: loader and data',
    [],
    ['lib/arm64-v8a/libshell-super.com.a.so', 'assets/0OO00l111l1l'],
    ['tencent-legu shown'],
  ],
  ['Bangcle: provider stub', ['com.secneo.apkwrapper.CP'], ['lib/arm64-v8a/libDexHelper.so'], ['bangcle shown']],
  ['iJiami: stub and a common name', ['s.h.e.l.l.S'], ['lib/armeabi/libexec.so'], ['ijiami shown']],
  ['iJiami: folder', ['s.h.e.l.l.S'], ['assets/ijm_lib/armeabi/libexec.so'], ['ijiami shown']],
  [
    'Baidu',
    ['com.baidu.protect.StubApplication'],
    ['lib/armeabi/libbaiduprotect.so', 'assets/baiduprotect1.jar'],
    ['baidu shown'],
  ],
  ['Yidun', ['com.netease.nis.wrapper.MyApplication'], ['lib/arm64-v8a/libnesec.so'], ['netease-yidun shown']],
  ['an enum of data files', [], ['assets/mogosec_classes', 'assets/mogosec_data'], ['china-mobile indicated']],
]
for (const [title, classes, entries, expected] of cases)
  test(title, () => {
    assert.deepEqual(detect(classes, entries), expected)
  })

test('security SDKs and common names without a stub are no packer', () => {
  const innocent = [
    'lib/arm64-v8a/libsgmain.so',
    'lib/arm64-v8a/libsgsecuritybody.so',
    'lib/arm64-v8a/libbaiduprotect_sec_jni_v3_lite_face.so',
    'lib/arm64-v8a/libijmDataEncryption_arm64.so',
    'lib/arm64-v8a/libnetsecsdk-3.1.so',
    'lib/arm64-v8a/libDXRiskStatic.so',
    'lib/arm64-v8a/libexec.so',
    'lib/arm64-v8a/libshell.so',
    'lib/arm64-v8a/libxloader.so',
    'lib/arm64-v8a/libBugly.so',
    'lib/arm64-v8a/libtersafe2.so',
    'assets/res.zip',
    'assets/mode',
  ]
  assert.deepEqual(detect(['com.example.App', 'com.alibaba.wireless.security.open.SecurityGuardManager'], innocent), [])
})

test('one data file alone is nothing', () => {
  assert.deepEqual(detect([], ['assets/.appkey']), [])
})

test('names must match whole', () => {
  assert.deepEqual(
    detect(['com.stub.StubApp2', 'xcom.stub.StubApp'], ['lib/a/xlibjiagu.so', 'lib/a/libjiagu.so.bak']),
    [],
  )
})

test('two packers are both named, the surer first', () => {
  const found = detect(['com.tencent.StubShell.TxAppEntry'], ['lib/a/libshella-2.9.0.2.so', 'lib/a/libjiagu.so'])
  assert.deepEqual(found, ['tencent-legu shown', 'qihoo-jiagu indicated'])
})

test('the table: every sign has known sources and kinds, every packer can be found', () => {
  const sources = new Set(Object.keys(table.sources))
  const ids = new Set<string>()
  for (const packer of table.packers) {
    assert.equal(ids.has(packer.id), false, packer.id)
    ids.add(packer.id)
    assert.ok(packer.name.zh && packer.name.en)
    const kinds = packer.signals.map(({ kind }) => kind)
    assert.equal(
      kinds.some((kind) => kind === 'stub' || kind === 'loader' || kind === 'data'),
      true,
      packer.id,
    )
    for (const { kind, match, from } of packer.signals) {
      assert.match(kind, /^(?:stub|loader|data|shared)$/)
      assert.ok(match.length > 3, match)
      assert.ok(from.length > 0 && from.every((source) => sources.has(source)), match)
    }
    assert.equal(new Set(packer.signals.map(({ match }) => match)).size, packer.signals.length, packer.id)
  }
})
