import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget, PACKAGE_LIMITS } from '../../../src/collect/budget.ts'
import { bestSlice, isMachO, type MachO, readMachO } from '../../../src/collect/ios/macho.ts'
import { swiftModule } from '../../../src/collect/ios/objc.ts'
import { type MachOShape, writeFat, writeMachO } from '../../support/macho-writer.ts'
import { mutate } from '../../support/mutate.ts'

const read = (bytes: Buffer, log = new ProblemLog('x')): MachO | undefined =>
  readMachO(bytes, new Budget({ ...PACKAGE_LIMITS, steps: 5_000_000 }), log, 'App')

const SHAPE: MachOShape = {
  imports: ['OBJC_CLASS_$_CLLocationManager', 'CNCopyCurrentNetworkInfo'],
  exports: ['main'],
  classes: ['AppDelegate', 'MobClick'],
  loading: ['UMBoot'],
  selectors: ['requestWhenInUseAuthorization', 'viewDidLoad'],
  strings: ['hello', '隐私政策'],
  wideStrings: ['注销账号'],
  dylibs: ['@rpath/UMCommon.framework/UMCommon', '/System/Library/Frameworks/CoreLocation.framework/CoreLocation'],
  minimumOs: [12, 4],
  entitlements: { 'com.apple.developer.healthkit': true },
}

for (const [name, shape] of [
  ['plain pointers', SHAPE],
  ['chained pointers', { ...SHAPE, chained: true }],
] as const)
  test(`a slice is read with all its parts: ${name}`, () => {
    const slice = bestSlice(read(writeMachO(shape))!)
    assert.equal(slice.cpu, 'arm64')
    assert.equal(slice.type, 'execute')
    assert.deepEqual(slice.imports, SHAPE.imports)
    assert.deepEqual(slice.exports, SHAPE.exports)
    assert.deepEqual(slice.classes, ['AppDelegate', 'MobClick', 'UMBoot'])
    assert.deepEqual(slice.loading, ['UMBoot'])
    assert.deepEqual([...slice.selectors], SHAPE.selectors)
    assert.deepEqual([...slice.strings()], ['hello', '隐私政策', '注销账号'])
    assert.deepEqual(
      slice.dylibs.map((d) => d.path),
      SHAPE.dylibs,
    )
    assert.equal(slice.minimumOs, '12.4')
    assert.equal(slice.entitlements?.get('com.apple.developer.healthkit'), true)
    assert.equal(slice.encrypted, false)
    assert.equal(slice.hasSymbols, true)
    assert.equal(slice.swift, false)
  })

for (const chained of [false, true])
  test(`classes the app delegate refers to at launch, ${chained ? 'relative' : 'absolute'} method list`, () => {
    const read1 = (launch: NonNullable<MachOShape['launch']>) =>
      bestSlice(read(writeMachO({ ...SHAPE, launch, chained }))!).launch
    const start = '-[AppDelegate application:didFinishLaunchingWithOptions:]'
    assert.deepEqual(read1({ refers: ['UMConfigure', 'Bugly'] }), [
      { className: 'UMConfigure', path: [start] },
      { className: 'Bugly', path: [start] },
    ])
    assert.deepEqual(read1({ refers: ['UMConfigure'], via: 'setUpSdks' }), [
      { className: 'UMConfigure', path: [start, '-[AppDelegate setUpSdks]'] },
    ])
    assert.deepEqual(
      read1({ refers: ['UMConfigure'], via: 'setUpSdks', stub: true }),
      read1({ refers: ['UMConfigure'], via: 'setUpSdks' }),
    )
    assert.deepEqual(read1({ refers: [] }), [])
  })

test('of a fat file the arm64 slice is taken, wherever it stands', () => {
  const file = read(writeFat([writeMachO({ cpu: 'arm', imports: ['a'] }), writeMachO({ imports: ['b'] })]))!
  assert.deepEqual(
    file.slices.map((s) => s.cpu),
    ['arm', 'arm64'],
  )
  assert.deepEqual(bestSlice(file).imports, ['b'])
})

test('an encrypted slice says so; its text is not read, its imports are', () => {
  const slice = bestSlice(read(writeMachO({ ...SHAPE, encrypted: true }))!)
  assert.equal(slice.encrypted, true)
  assert.deepEqual([...slice.strings()], [])
  assert.deepEqual(slice.classes, [])
  assert.equal(slice.selectors.size, 0)
  assert.deepEqual(slice.imports, SHAPE.imports)
})

test('a Java class file and text are no Mach-O files', () => {
  assert.equal(isMachO(Buffer.from('cafebabe00000034', 'hex')), false)
  const log = new ProblemLog('x')
  assert.equal(read(Buffer.from('#!/bin/sh\nexit 0\n'), log), undefined)
  assert.equal(log.problems[0]?.code, 'macho.broken')
})

test('Swift modules are told from run-time names', () => {
  assert.equal(swiftModule('_TtC7MyShell4Main'), 'MyShell')
  assert.equal(swiftModule('Alamofire.Session'), 'Alamofire')
  assert.equal(swiftModule('UMConfigure'), undefined)
})

test('damage never throws', () => {
  const whole = [
    writeMachO({ ...SHAPE, launch: { refers: ['Bugly'], via: 'setUp' } }),
    writeFat([writeMachO({ cpu: 'arm' }), writeMachO(SHAPE)]),
  ]
  let noticed = 0
  for (let seed = 1; seed <= 1500; seed++) {
    const log = new ProblemLog('x')
    assert.doesNotThrow(() => {
      for (const slice of read(mutate(whole[seed % 2]!, seed), log)?.slices ?? [])
        for (const s of slice.strings()) void s
    }, `seed ${seed}`)
    noticed += log.problems.length
  }
  assert.ok(noticed > 100, `${noticed}`)
})
