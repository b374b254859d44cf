import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ApiSite, CodeScan } from '../../src/collect/android/code.ts'
import { openAndroid } from '../../src/collect/android/package.ts'
import { scanPackage } from '../../src/collect/app/package-scan.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'

const samples = fileURLToPath(new URL('../../../shared/data/samples/', import.meta.url))
const options = existsSync(samples) ? {} : { skip: 'the real samples are not beside this checkout' }

function scan(path: string): CodeScan {
  const budget = new Budget(PACKAGE_LIMITS)
  const pkg = openAndroid(samples + path, budget)
  assert.ok(pkg.kind !== 'unreadable', path)
  try {
    return scanPackage(pkg, budget).code
  } finally {
    pkg.close()
  }
}

/** Items that say who or where somebody is, or what is on the device; file paths and intents are not among them. */
const telling = (site: ApiSite) => site.api.identifier || /location|cell|contact|sms|call|clipboard/.test(site.api.item)
const atLaunch = (code: CodeScan) => code.sites.filter(({ launch }) => launch !== undefined)

describe('what real packages read at launch', options, () => {
  for (const path of [
    'ChenJunsen+Hegui3.0/_history/hegui-test-app_合规检测测试程序.apk',
    'getActivity+XXPermissions/_history/XXPermissions-newest.apk',
    'getActivity+XXPermissions/_history/XXPermissions-oldest-inrange.apk',
  ]) {
    test(`${path}: sensitive APIs are there, none is reached before interaction`, () => {
      const code = scan(path)
      assert.equal(code.complete, true)
      assert.ok(new Set(code.sites.map(({ api }) => api.id)).size >= 9)
      assert.deepEqual(atLaunch(code).filter(telling), [])
      assert.deepEqual(code.permissionRequests, [])
    })
  }

  test('the test app reads identifiers in its click handlers', () => {
    const code = scan('ChenJunsen+Hegui3.0/_history/hegui-test-app_合规检测测试程序.apk')
    const imei = code.sites.filter(({ api, framework }) => api.id === 'telephony.imei' && !framework)
    assert.ok(imei.length > 0)
    for (const site of imei) assert.equal(site.later?.trigger, 'interaction', site.method)
  })

  test('OAID demo: the application reads ANDROID_ID, directly but not for certain', () => {
    const code = scan('gzu-liyujiang+Android_CN_OAID/demo.apk')
    const found = atLaunch(code).filter(({ api }) => api.id === 'settings.android-id')
    assert.ok(found.length > 0)
    for (const { launch, argument } of found) {
      assert.equal(argument, 'android_id')
      assert.equal(launch?.root.kind, 'application')
      assert.match(launch?.methods[0] ?? '', /\.DemoApp\.onCreate$/)
    }
  })

  test('WeWin: Umeng reads IMEI, MAC and ANDROID_ID when the launcher resumes', () => {
    const code = scan('WuXiaolong+WeWin/_history/app-debug-1.apk')
    const resumed = atLaunch(code).filter(
      ({ launch }) =>
        launch?.methods[0] === 'com.xiaomolongstudio.wewin.ui.WelcomeActivity.onResume' &&
        launch.methods[1] === 'com.umeng.analytics.MobclickAgent.onResume',
    )
    const ids = new Set(resumed.map(({ api }) => api.id))
    for (const id of ['telephony.imei', 'wifi.mac', 'settings.android-id']) assert.ok(ids.has(id), id)
    for (const { launch } of resumed) {
      assert.ok(launch?.hops.includes('callback'), 'Umeng hands the work to a thread')
      assert.equal(launch?.direct, false)
    }
    assert.ok(code.startedAtLaunch.includes('com.xiaomolongstudio.wewin.ui.MainActivity'))
  })

  test('a2dp.Vol asks for permissions in the launcher', () => {
    const code = scan('androguard+androguard/tests/data/APK/a2dp.Vol_137.apk')
    const asked = code.permissionRequests.filter(({ launch }) => launch?.methods[0] === 'a2dp.Vol.main.onCreate')
    assert.ok(asked.length > 0)
    const permissions = new Set(asked.flatMap(({ permissions }) => permissions ?? []))
    for (const name of ['READ_CONTACTS', 'ACCESS_FINE_LOCATION', 'RECEIVE_SMS', 'READ_PHONE_STATE']) {
      assert.ok(permissions.has(`android.permission.${name}`), name)
    }
    for (const { framework } of asked) assert.equal(framework, false)
  })

  test('class hierarchy alone would reach the location of the night-mode helper; made classes do not', () => {
    for (const path of ['MobSF+test_files/android.apk', 'androguard+androguard/tests/data/APK/app-prod-debug.apk']) {
      assert.deepEqual(atLaunch(scan(path)).filter(telling), [], path)
    }
  })
})

/** Caller, API and when it runs, as the sources of the benchmark say. */
const DROIDBENCH: readonly [
  path: string,
  caller: string,
  method: string,
  reached: ApiSite['reached'],
  root?: string,
][] = [
  ['AndroidSpecific/ApplicationModeling1', 'MainActivity.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['AndroidSpecific/DirectLeak1', 'MainActivity.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['AndroidSpecific/InactiveActivity', 'InactiveActivity.onCreate', 'getDeviceId', 'never'],
  ['ArraysAndLists/ArrayAccess1', 'ArrayAccess1.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['ArraysAndLists/HashMapAccess1', 'HashMapAccess1.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['Callbacks/AnonymousClass1', 'AnnonymousClass1.onCreate', 'requestLocationUpdates', 'launch', 'launcher'],
  ['Callbacks/Button1', 'Button1.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['Callbacks/Button2', 'Button2.clickOnButton3', 'getDeviceId', 'later', 'interaction'],
  ['Callbacks/LocationLeak1', 'LocationLeak1.onCreate', 'requestLocationUpdates', 'launch', 'launcher'],
  ['Callbacks/MethodOverride1', 'MethodOverride1.attachBaseContext', 'getDeviceId', 'launch', 'launcher'],
  [
    'Callbacks/RegisterGlobal1',
    'MyApplication$ApplicationCallbacks.onActivityStarted',
    'getDeviceId',
    'launch',
    'application',
  ],
  ['EmulatorDetection/PlayStore1', 'MainActivity.onCreate', 'getDeviceId', 'launch', 'launcher'],
  [
    'FieldAndObjectSensitivity/FieldSensitivity1',
    'FieldSensitivity1.setTaint',
    'getSimSerialNumber',
    'launch',
    'launcher',
  ],
  ['FieldAndObjectSensitivity/InheritedObjects1', 'VarA.getInfo', 'getDeviceId', 'launch', 'launcher'],
  ['GeneralJava/Exceptions1', 'Exceptions1.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['GeneralJava/FactoryMethods1', 'FactoryMethods1.onCreate', 'getLastKnownLocation', 'launch', 'launcher'],
  ['GeneralJava/Loop1', 'LoopExample1.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['GeneralJava/StaticInitialization1', 'MainActivity.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['GeneralJava/StaticInitialization3', 'Test.<clinit>', 'getDeviceId', 'launch', 'launcher'],
  ['GeneralJava/UnreachableCode', 'UnreachableCode.unrechable', 'getDeviceId', 'never'],
  ['GeneralJava/VirtualDispatch2', 'B.f', 'getDeviceId', 'launch', 'launcher'],
  ['ImplicitFlows/ImplicitFlow1', 'ImplicitFlow1.onCreate', 'getDeviceId', 'launch', 'launcher'],
  [
    'InterAppCommunication/StartActivityForResult1',
    'Button1Listener.getMyLocation',
    'getLastKnownLocation',
    'later',
    'interaction',
  ],
  // Both activities stand on the home screen; the second is not part of the first one's launch.
  ['InterComponentCommunication/ActivityCommunication1', 'Activity2.onCreate', 'getDeviceId', 'later', 'component'],
  ['InterComponentCommunication/BroadcastTaintAndLeak1', 'BroadcastTest.onDestroy', 'getDeviceId', 'later', 'callback'],
  [
    'InterComponentCommunication/ServiceCommunication1',
    'ActivityMessenger.sayHello',
    'getDeviceId',
    'later',
    'interaction',
  ],
  ['InterComponentCommunication/SharedPreferences1', 'MainActivity.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['InterComponentCommunication/IntentSink2', 'IntentSink2.startIntent', 'getDeviceId', 'later', 'interaction'],
  ['Lifecycle/ActivityLifecycle1', 'ActivityLifecycle1.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['Lifecycle/ActivityLifecycle4', 'MainActivity.onResume', 'getDeviceId', 'launch', 'launcher'],
  ['Lifecycle/ApplicationLifecycle1', 'ApplicationLifecyle1.onCreate', 'getDeviceId', 'launch', 'application'],
  ['Lifecycle/ApplicationLifecycle3', 'ContentProvider.onCreate', 'getDeviceId', 'launch', 'provider'],
  ['Lifecycle/ServiceLifecycle2', 'MyService.onStartCommand', 'getDeviceId', 'launch', 'launcher'],
  ['Lifecycle/BroadcastReceiverLifecycle1', 'TestReceiver.onReceive', 'getDeviceId', 'later', 'component'],
  ['Reflection/Reflection1', 'MainActivity.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['Reflection/Reflection4', 'ConcreteClass.foo', 'getDeviceId', 'launch', 'launcher'],
  ['Threading/AsyncTask1', 'MainActivity.onCreate', 'getDeviceId', 'launch', 'launcher'],
  ['Threading/JavaThread1', 'MainActivity.onCreate', 'getDeviceId', 'launch', 'launcher'],
]

describe('DroidBench: when a source runs', options, () => {
  for (const [path, caller, method, reached, how] of DROIDBENCH) {
    test(`${path}: ${caller} ${reached}`, () => {
      const { sites } = scan(`secure-software-engineering+DroidBench/apk/${path}.apk`)
      const found = sites.filter((site) => site.method.endsWith(`.${caller}`) && site.api.methods.includes(method))
      assert.ok(found.length > 0)
      for (const site of found) {
        assert.equal(site.reached, reached)
        if (reached === 'launch') assert.equal(site.launch?.root.kind, how)
        if (reached === 'later') assert.equal(site.later?.trigger, how)
      }
    })
  }
  for (const path of ['AndroidSpecific/LogNoLeak', 'ImplicitFlows/ImplicitFlow2']) {
    test(`${path}: no sensitive API of its own`, () => {
      const { sites } = scan(`secure-software-engineering+DroidBench/apk/${path}.apk`)
      assert.deepEqual(
        sites.filter(({ framework }) => !framework).map(({ method }) => method),
        [],
      )
    })
  }
  test('a branch before the call is not hidden', () => {
    const launch = (path: string) =>
      scan(`secure-software-engineering+DroidBench/apk/${path}.apk`).sites.find(
        ({ api, launch }) => launch !== undefined && api.identifier,
      )?.launch
    // Only where a certain app is installed; after a parse that may throw; on every way.
    assert.equal(launch('EmulatorDetection/PlayStore1')?.unconditional, false)
    assert.equal(launch('GeneralJava/Exceptions1')?.unconditional, false)
    assert.equal(launch('AndroidSpecific/DirectLeak1')?.unconditional, true)
  })
})
