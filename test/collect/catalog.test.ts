import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { appType, appTypes, appTypesInForce } from '../../src/collect/catalog/app-types.ts'
import { findDataItems } from '../../src/collect/catalog/data-item-words.ts'
import { covers, dataItem, dataItems, widerItems } from '../../src/collect/catalog/data-items.ts'
import { harmonyApis, iosApis, itemOfPrivacyType, possibleOnIos } from '../../src/collect/catalog/device-apis.ts'
import { frameworkPrefixes, isFramework } from '../../src/collect/catalog/framework.ts'
import { matchHost, vendorOfHost } from '../../src/collect/catalog/hosts.ts'
import {
  androidGroups,
  androidPermission,
  androidPermissions,
  androidRuntimeGroups,
  harmonyGroups,
  harmonyPermission,
  harmonyPermissions,
  iosUsage,
  iosUsages,
} from '../../src/collect/catalog/permissions.ts'
import { PrefixTrie } from '../../src/collect/catalog/prefix-trie.ts'
import { sdkKinds } from '../../src/collect/catalog/sdk-kinds.ts'
import {
  matchClass,
  matchComponent,
  matchFramework,
  matchLibrary,
  matchName,
  matchObjcClass,
  matchOhpm,
  sdk,
  sdks,
  vendors,
} from '../../src/collect/catalog/sdks.ts'
import {
  apisOfCall,
  apisOfRead,
  apisOfUri,
  apisOfUriField,
  constantFits,
  javaName,
  sensitiveApis,
} from '../../src/collect/catalog/sensitive-apis.ts'

const repeated = (values: readonly string[]): string[] => {
  const seen = new Set<string>()
  return values.filter((value) => seen.size === seen.add(value).size)
}
const ids = (name: string) => matchName(name).map((match) => match.id)
const best = (name: string) => matchName(name)[0]
const mentions = (text: string) => findDataItems(text).map((mention) => mention.item)

test('data items: ids are unique, wider items exist and never lead back', () => {
  assert.ok(dataItems.length >= 60)
  assert.deepEqual(repeated(dataItems.map((item) => item.id)), [])
  for (const item of dataItems) {
    for (const wider of [...(item.parent ? [item.parent] : []), ...(item.alsoUnder ?? [])])
      assert.ok(dataItem(wider), wider)
    assert.ok(!widerItems(item.id).includes(item.id), item.id)
    assert.equal(item.sensitive, item.sensitiveBy !== undefined, item.id)
    assert.ok(item.synonymsZh.length > 0, item.id)
  }
})

test('data items: no word means two items', () => {
  const plain = (word: string) => word.normalize('NFKC').toLowerCase().replaceAll(' ', '')
  const owner = new Map<string, string>()
  for (const item of dataItems) {
    for (const word of new Set([...item.synonymsZh, ...item.synonymsEn].map(plain))) {
      assert.equal(owner.get(word), undefined, `${word}: ${item.id}`)
      owner.set(word, item.id)
    }
  }
})

test('data items: naming the whole names the part, not the other way round', () => {
  assert.ok(covers('device-id', 'imei') && covers('device-info', 'imei') && covers('location', 'precise-location'))
  assert.ok(covers('imei', 'imei'))
  assert.ok(!covers('imei', 'device-id') && !covers('imei', 'android-id') && !covers('nothing', 'imei'))
})

test('data item words: what real policies write', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [
      '我们会收集您的设备信息（IMEI、Android ID、ＯＡＩＤ、MAC 地址）',
      ['device-info', 'imei', 'android-id', 'oaid', 'mac'],
    ],
    ['SIM卡序列号、WiFi列表与已安装应用列表', ['iccid', 'wifi-list', 'app-list']],
    ['国际移动设备识别码、剪切板、粗略位置信息', ['imei', 'clipboard', 'coarse-location']],
    ['请妥善保管您的密码', []],
    ['联系电话：400-000-0000', []],
    ['请填写收货人姓名、联系电话', ['name', 'phone-number']],
    ['simple GUIDE MACHINE vip', []],
    ['指纹信息与设备指纹', ['fingerprint', 'device-id']],
  ]
  for (const [text, expected] of cases) assert.deepEqual(mentions(text), expected, text)
})

test('data item words: every mention lies where it says, left to right, on any text', () => {
  const words = dataItems.flatMap((item) => [...item.synonymsZh, ...(item.context ?? []).map((c) => c.word)])
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme' })), { maxLength: 12 }),
      (parts) => {
        const text = parts.join('，')
        let last = 0
        for (const mention of findDataItems(text)) {
          assert.ok(mention.start >= last && mention.end > mention.start && mention.end <= text.length)
          assert.equal(text.slice(mention.start, mention.end), mention.word)
          assert.ok(dataItem(mention.item))
          last = mention.end
        }
      },
    ),
  )
})

test('sensitive APIs: at least 120 methods, each row complete and its item known', () => {
  assert.ok(sensitiveApis.reduce((sum, api) => sum + api.methods.length, 0) >= 120)
  assert.deepEqual(repeated(sensitiveApis.map((api) => api.id)), [])
  for (const api of sensitiveApis) {
    assert.ok(dataItem(api.item), `${api.id}: ${api.item}`)
    assert.ok(api.source !== '', api.id)
    assert.ok(api.methods.length > 0 || (api.reads ?? []).length > 0, api.id)
    assert.ok(!/[/;]/.test(api.class), api.id)
    assert.ok(api.constant === undefined || (api.constant.argument >= 0 && api.constant.anyOf.length > 0), api.id)
    assert.ok(api.constant?.match === undefined || api.constant.match === 'prefix', api.id)
  }
})

test('sensitive APIs: the constant decides, an unknown one stays open', () => {
  const [androidId] = apisOfCall('android.provider.Settings$Secure', 'getString').filter(
    (api) => api.item === 'android-id',
  )
  assert.ok(androidId?.identifier)
  assert.equal(constantFits(androidId, 'android_id'), true)
  assert.equal(constantFits(androidId, 'location_mode'), false)
  assert.equal(constantFits(androidId, undefined), undefined)
  const [packages] = apisOfCall('java.lang.Runtime', 'exec').filter((api) => api.item === 'app-list')
  assert.equal(constantFits(packages!, 'pm list packages -f'), true)
  assert.equal(constantFits(packages!, 'ls'), false)
})

test('sensitive APIs: fields, URIs and descriptors', () => {
  assert.equal(apisOfRead('android.os.Build', 'SERIAL')[0]?.item, 'serial')
  assert.equal(apisOfRead('android.os.Build', 'MODEL').length, 0)
  assert.equal(apisOfUriField('android.provider.CallLog$Calls', 'CONTENT_URI')[0]?.item, 'call-log')
  assert.equal(apisOfUri('content://sms/inbox')[0]?.item, 'sms')
  assert.deepEqual(apisOfUri('content://smsfilter/x'), [])
  assert.equal(javaName('Landroid/telephony/TelephonyManager;'), 'android.telephony.TelephonyManager')
  assert.equal(apisOfCall(javaName('Landroid/telephony/TelephonyManager;'), 'getDeviceId')[0]?.item, 'imei')
})

test('permissions: every dangerous one has a group, every item and group exists', () => {
  assert.deepEqual(repeated(androidPermissions.map((row) => row.permission)), [])
  const groups = new Set(androidGroups.map((group) => group.id))
  for (const row of androidPermissions) {
    for (const item of row.items) assert.ok(dataItem(item), `${row.permission}: ${item}`)
    if (row.level === 'dangerous') assert.ok(row.group !== undefined && groups.has(row.group), row.permission)
    assert.ok(row.source !== '' && row.zh !== '' && row.en !== '')
  }
  for (const api of sensitiveApis)
    for (const name of [api.permission, ...(api.orPermissions ?? [])])
      if (name?.startsWith('android.permission.')) assert.ok(androidPermission(name), `${api.id}: ${name}`)
})

test('permissions: runtime groups count once', () => {
  assert.deepEqual(
    androidRuntimeGroups([
      'android.permission.CAMERA',
      'android.permission.ACCESS_FINE_LOCATION',
      'android.permission.ACCESS_COARSE_LOCATION',
      'android.permission.INTERNET',
      'com.example.OWN',
    ]),
    ['camera', 'location'],
  )
})

test('permissions: HarmonyOS and iOS rows are complete', () => {
  assert.deepEqual(repeated(harmonyPermissions.map((row) => row.permission)), [])
  assert.deepEqual(repeated(iosUsages.map((row) => row.key)), [])
  const groups = new Set(harmonyGroups.map((group) => group.id))
  for (const row of harmonyPermissions) {
    assert.ok(row.permission.startsWith('ohos.permission.'))
    assert.equal(row.grant === 'user', row.group !== undefined && groups.has(row.group), row.permission)
    for (const item of row.items) assert.ok(dataItem(item), `${row.permission}: ${item}`)
  }
  for (const row of iosUsages) {
    for (const item of row.items) assert.ok(dataItem(item), `${row.key}: ${item}`)
    for (const key of row.replacedBy ?? []) assert.ok(iosUsage(key), key)
  }
  assert.equal(harmonyPermission('ohos.permission.MICROPHONE')?.grant, 'user')
  assert.deepEqual(iosUsage('NSCameraUsageDescription')?.items, ['camera'])
})

test('iOS and HarmonyOS interfaces: ids unique, items, keys and permissions known, every row with its source', () => {
  for (const api of [...iosApis, ...harmonyApis]) {
    assert.ok(api.item === undefined || dataItem(api.item), api.id)
    assert.ok(api.source.length > 8, api.id)
  }
  assert.deepEqual(repeated(iosApis.map((api) => api.id)), [])
  assert.deepEqual(repeated(harmonyApis.map((api) => api.id)), [])
  for (const api of iosApis) {
    assert.ok((api.classes ?? api.functions ?? []).length > 0, api.id)
    for (const key of api.usage ?? []) assert.ok(iosUsage(key), `${api.id}: ${key}`)
    for (const name of api.asks ?? [])
      assert.ok([...(api.selectors ?? []), ...(api.functions ?? [])].includes(name), name)
  }
  for (const api of harmonyApis)
    for (const name of api.permissions ?? []) assert.equal(harmonyPermission(name)?.grant, 'user', `${api.id}: ${name}`)
  assert.equal(itemOfPrivacyType('NSPrivacyCollectedDataTypePreciseLocation'), 'precise-location')
  assert.equal(itemOfPrivacyType('NSPrivacyCollectedDataTypeHands'), undefined)
  assert.ok(possibleOnIos('idfa') && !possibleOnIos('android-id'))
})

test('SDKs on iOS: by framework, library or resource bundle', () => {
  assert.equal(matchFramework('UMCommon')?.id, 'umeng-analytics')
  assert.equal(matchFramework('MMKV_Privacy')?.id, 'tencent-mmkv')
  assert.equal(matchFramework('Common'), undefined)
})

test('app types: 39, thirteen of them need nothing', () => {
  assert.equal(appTypes.length, 39)
  assert.deepEqual(
    appTypes.map((type) => type.no),
    appTypes.map((_, i) => i + 1),
  )
  assert.equal(appTypes.filter((type) => type.noneNeeded).length, 13)
  assert.equal(appTypesInForce, '2021-05-01')
  for (const type of appTypes) {
    assert.equal(type.noneNeeded, type.necessary.length === 0, type.id)
    assert.equal(type.source, `necessary-pi-2021#art5.${type.no}`)
    for (const necessary of type.necessary) for (const item of necessary.items) assert.ok(dataItem(item), item)
  }
  assert.deepEqual(repeated(appTypes.map((type) => type.id)), [])
  assert.deepEqual(
    repeated(appTypes.flatMap((type) => [type.zh, ...type.namesZh.filter((name) => name !== type.zh)])),
    [],
  )
})

test('app types: found by id, number, official and everyday name', () => {
  for (const name of ['ride-hailing', '2', '网络约车类', '网络约车', '打车', 'Ride hailing'])
    assert.equal(appType(name)?.no, 2, name)
  assert.equal(appType('不存在'), undefined)
})

test('SDKs: at least 400, ids unique, vendors and kinds known, every row with its source', () => {
  assert.ok(sdks.length >= 400)
  assert.deepEqual(repeated(sdks.map((one) => one.id)), [])
  assert.deepEqual(repeated(vendors.map((vendor) => vendor.id)), [])
  for (const one of sdks) {
    assert.ok(one.vendor, one.id)
    assert.ok(one.kinds.length > 0 && one.kinds.every((kind) => kind in sdkKinds), one.id)
    assert.ok(one.source !== '' && one.zh !== '' && one.en !== '', one.id)
    assert.ok(one.packages.length + one.libraries.length + one.components.length + one.hosts.length > 0, one.id)
    for (const host of one.inside) assert.ok(sdk(host), `${one.id} in ${host}`)
  }
  for (const vendor of vendors) if (vendor.group !== undefined) assert.ok(vendors.some((v) => v.id === vendor.group))
})

test('SDKs: what one collects is sourced, of known items, and empty only where nothing leaves the app', () => {
  const collecting = sdks.filter((one) => (one.collects?.items.length ?? 0) > 0)
  assert.ok(collecting.length >= 100)
  assert.ok(collecting.filter((one) => one.collects?.checked !== 'unchecked').length >= 60)
  for (const { id, collects } of sdks) {
    if (!collects) continue
    assert.ok(collects.source.length >= 8, id)
    assert.ok(['page', 'quoted', 'unchecked', 'open-source'].includes(collects.checked), id)
    for (const item of [...collects.items, ...collects.optional]) assert.ok(dataItem(item), `${id}: ${item}`)
    assert.deepEqual(
      collects.optional.filter((item) => collects.items.includes(item)),
      [],
      id,
    )
    if (collects.checked === 'open-source') assert.deepEqual(collects.items, [], id)
  }
})

test('SDKs: no prefix, component, library or host belongs to two rows; prefixes end on boundaries', () => {
  for (const key of ['packages', 'components', 'libraries', 'hosts', 'objc', 'frameworks', 'ohpm'] as const)
    assert.deepEqual(repeated(sdks.flatMap((one) => one[key])), [], key)
  assert.deepEqual(repeated(vendors.flatMap((vendor) => vendor.hosts)), [])
  for (const one of sdks) {
    for (const prefix of one.packages) {
      assert.match(prefix, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, one.id)
      assert.ok(!isFramework(`${prefix}.X`), prefix)
      assert.equal(matchClass(`${prefix}.X`)?.id, one.id)
      assert.equal(matchClass(`${prefix}$X`)?.id, one.id)
      const beside = matchClass(`${prefix}x.Y`)
      assert.ok(beside === undefined || beside.packages.some((p) => `${prefix}x.Y`.startsWith(`${p}.`)), prefix)
    }
    for (const host of one.hosts) assert.match(host, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
    for (const file of one.libraries) assert.match(file, /^[^*/]+(\*[^*/]*)?\.so$/)
  }
})

test('SDKs: too wide a prefix is no prefix', () => {
  const wide = [
    'com',
    'com.baidu',
    'com.tencent',
    'com.alibaba',
    'com.taobao',
    'com.huawei',
    'com.xiaomi',
    'com.google',
    'com.facebook',
    'com.bytedance',
    'org',
    'cn',
    'io',
    'net',
  ]
  for (const prefix of wide) assert.ok(!sdks.some((one) => one.packages.includes(prefix)), prefix)
})

test('SDKs: classes, components and libraries of old and new packages', () => {
  const classes: readonly (readonly [string, string | undefined])[] = [
    ['com.umeng.analytics.MobclickAgent', 'umeng-analytics'],
    ['com.umeng.onlineconfig.Agent', 'umeng-analytics'],
    ['u.aly.bt', 'umeng-analytics'],
    ['com.umeng.message.PushAgent', 'umeng-push'],
    ['com.alimama.mobile.sdk.A', 'alimama'],
    ['com.baidu.mobads.AdView', 'baidu-ads'],
    ['com.tencent.map.geolocation.internal.A', 'tencent-location'],
    ['com.tencent.map.sdk.A', 'tencent-map'],
    ['com.umengx.A', undefined],
    ['com.example.Main', undefined],
    ['com.facebook.AccessToken$Source', 'facebook'],
    ['okhttp3.Call', 'okhttp'],
    ['okhttp3x.Call', undefined],
  ]
  for (const [name, id] of classes) assert.equal(matchClass(name)?.id, id, name)
  assert.equal(matchComponent('com.example.shop.wxapi.WXEntryActivity')?.id, 'wechat-opensdk')
  assert.equal(matchComponent('com.igexin.sdk.PushService')?.id, 'getui')
  assert.equal(matchComponent('com.example.Main'), undefined)
  assert.equal(matchLibrary('lib/arm64-v8a/libjcore311.so')?.id, 'jcore')
  assert.equal(matchLibrary('libtbsqimei_v8a.so')?.id, 'tencent-qimei')
  assert.equal(matchLibrary('libtbs.renderer_dex.jar.so')?.id, 'tencent-x5')
  assert.equal(matchLibrary('libnative-lib.so'), undefined)
  assert.equal(matchObjcClass('JPUSHService')?.id, 'jpush')
  assert.equal(matchOhpm('@umeng/common@1.1.3')?.id, 'umeng-analytics')
})

test('SDKs: hosts on domain boundaries', () => {
  assert.equal(matchHost('alogs.umeng.com')?.id, 'umeng-analytics')
  assert.equal(vendorOfHost('www.UMENG.com.')?.vendor.id, 'umeng')
  assert.equal(matchHost('www.umeng.com'), undefined)
  assert.equal(vendorOfHost('api.weixin.qq.com')?.vendor.id, 'wechat')
  assert.equal(vendorOfHost('y.qq.com')?.vendor.id, 'tencent')
  for (const host of ['notumeng.com', 'umeng.com.example.org', 'com', '', '...'])
    assert.equal(vendorOfHost(host), undefined, host)
})

test('SDKs: names in policies', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['友盟移动统计SDK', 'umeng-analytics', 'alias'],
    ['极光推送（JPush）', 'jpush', 'exact'],
    ['ＱＱ互联ＳＤＫ', 'qq-connect', 'alias'],
    ['OPPO PUSH 客户端SDK', 'oppo-push', 'alias'],
    ['vivo推送SDK（安卓）', 'vivo-push', 'exact'],
    ['高德地图定位SDK', 'amap-location', 'alias'],
    ['腾讯推送', 'tencent-tpns', 'alias'],
    ['腾讯Bugly', 'bugly', 'exact'],
    ['MSA移动安全联盟SDK', 'msa-oaid', 'alias'],
    ['com.umeng.analytics', 'umeng-analytics', 'exact'],
    ['由优量汇SDK', 'gdt', 'alias'],
  ]
  for (const [name, id, confidence] of cases) assert.deepEqual(best(name), { id, confidence }, name)
  for (const name of ['我们', '地图', '某某SDK', '第三方SDK', '', '  ', 'SDK']) assert.deepEqual(ids(name), [], name)
})

test('SDKs: a brand means all its SDKs, a named SDK also its components', () => {
  assert.ok(ids('极光').includes('jverification') && ids('极光').includes('jcore'))
  assert.ok(ids('极光推送').includes('jcore') && !ids('极光推送').includes('jverification'))
  const tencent = matchName('深圳市腾讯计算机系统有限公司')
  assert.ok(tencent.some((m) => m.id === 'wechat-opensdk') && tencent.every((m) => m.confidence === 'vendor'))
  assert.ok(!ids('微信').includes('bugly'))
})

test('SDKs: every own name and alias finds its SDK', () => {
  for (const one of sdks)
    for (const name of [one.zh, one.en, ...one.aliases]) assert.ok(ids(name).includes(one.id), `${name}: ${one.id}`)
})

test('SDKs: a name is any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      for (const match of matchName(name)) assert.ok(sdk(match.id))
    }),
  )
})

test('prefix trie: the longest prefix on a boundary, as a plain search finds it', () => {
  const part = fc.constantFrom('a', 'b', 'ab', 'c')
  const dotted = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'))
  fc.assert(
    fc.property(
      fc.array(dotted, { maxLength: 12 }),
      dotted,
      fc.constantFrom('', '$1', '$Inner'),
      (prefixes, name, inner) => {
        const trie = new PrefixTrie<string>()
        for (const prefix of prefixes) trie.add(prefix, prefix)
        const full = name + inner
        const fits = prefixes.filter((p) => full === p || full.startsWith(`${p}.`) || full.startsWith(`${p}$`))
        const longest = fits.sort((a, b) => b.length - a.length)[0]
        assert.equal(trie.find(full), longest)
      },
    ),
  )
})

test('framework: support libraries and languages are no SDK', () => {
  for (const name of [
    'androidx.core.A',
    'android.support.v4.A',
    'kotlin.Unit',
    'kotlinx.coroutines.A',
    'com.google.android.material.A',
    'java.lang.A',
    'javax.b.A',
  ])
    assert.ok(isFramework(name), name)
  for (const name of ['com.google.android.gms.A', 'androidy.A', 'org.jsoup.A', 'Main'])
    assert.ok(!isFramework(name), name)
  for (const prefix of frameworkPrefixes) assert.ok(prefix.endsWith('.'), prefix)
})
