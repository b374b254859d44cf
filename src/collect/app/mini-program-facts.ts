import type { Evidence } from '../../facts/evidence.ts'
import type { Problem } from '../../facts/problem.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import { dataItem } from '../catalog/data-items.ts'
import { matchHost } from '../catalog/hosts.ts'
import { DECLARES_PURPOSE, type MiniApi, miniApis, miniScopes, miniSdks } from '../catalog/mini-program.ts'
import { sdk as sdkById } from '../catalog/sdks.ts'
import { OBJECTS } from '../mini-program/config.ts'
import { type MiniScan, PRIVACY } from '../mini-program/scan.ts'
import type { Call } from '../mini-program/scripts.ts'
import type { Beside } from './carrier.ts'
import { compareItem, comparePermission, compareSdk } from './compare.ts'
import { WORDING, type Wording, WordingSearch } from './wording.ts'

const STATIC_ONLY: Text = {
  zh: '静态分析看不到插件、网页和服务器下发的行为，列表不完整',
  en: 'static analysis does not see plugins, web pages or what a server sends: the list is open',
}
const APIS: ReadonlyMap<string, MiniApi> = new Map(miniApis.map((api) => [api.name, api]))
const PRIVACY_NAMES: ReadonlySet<string> = new Set(PRIVACY)
/** Buttons of the platform that hand over data when they are pressed. */
const BUTTONS: Readonly<Record<string, string>> = {
  getPhoneNumber: 'phone-number',
  getRealtimePhoneNumber: 'phone-number',
  chooseAvatar: 'avatar',
  getUserInfo: 'nickname',
}
const CARRIES = /[?&](?:token|openid|unionid|phone|mobile|session\w{0,12}|user_?id)=/i
/** A description that says only what is asked for, not why. */
const EMPTY_WORDS =
  /^(?:(?:小程序)?(?:需要|将|申请|请求|获取|使用|访问|授权|您的|你的|用户|地理|当前|精确|位置|信息|权限|定位|小程序|服务)+[。.]?|test|测试|[\d\s.。]+)$/i

/** Records the facts of a mini program, compared with the policy and category where they were given. */
export function recordMini(
  scan: MiniScan,
  artifact: string,
  problems: readonly Problem[],
  app: RowRecorder,
  recorder: Recorder,
  beside: Beside,
): void {
  recorder.problem(...problems)
  new MiniFacts(scan, artifact, app, recorder, beside).record()
}

class MiniFacts {
  readonly #scan: MiniScan
  readonly #artifact: string
  readonly #app: RowRecorder
  readonly #recorder: Recorder
  readonly #beside: Beside

  constructor(scan: MiniScan, artifact: string, app: RowRecorder, recorder: Recorder, beside: Beside) {
    this.#scan = scan
    this.#artifact = artifact
    this.#app = app
    this.#recorder = recorder
    this.#beside = beside
  }

  record(): void {
    this.#wording()
    this.#boxes()
    this.#permissions()
    this.#sdks()
    this.#accesses()
    this.#collections()
    this.#others()
  }

  #at(locator: string, excerpt?: string, path?: readonly string[]): Evidence {
    return {
      artifact: this.#artifact,
      locator,
      method: 'static',
      ...(excerpt === undefined ? {} : { excerpt: excerpt.slice(0, 160) }),
      ...(path === undefined ? {} : { path }),
    }
  }

  #of(call: Call): Evidence {
    const name = `${call.object ?? '?'}.${call.name}`
    const path = call.launch ? [...call.launch, name] : [call.module, name]
    return {
      ...this.#at(`${call.file}:${call.line}`, name, path),
      ...(call.guards.length > 0 ? { guards: call.guards } : {}),
    }
  }

  #wording(): void {
    const { scripts, templates, config, textsRead } = this.#scan
    const search = new WordingSearch()
    for (const { text, file, line } of scripts.strings) search.look(text, `${file}:${line}`)
    for (const [file, template] of templates)
      for (const { text, line } of template.texts) search.look(text, `${file}:${line}`)
    const found = (name: Wording): Evidence[] => {
      const hit = search.hits[name]
      return hit ? [this.#at(hit.locator, hit.text)] : []
    }
    const nowhere = this.#at('*.js, *.wxml, app.json', '未见相应文字')
    const app = this.#app
    const asks = scripts.calls.find((call) => PRIVACY_NAMES.has(call.name))
    const agree = [...templates].flatMap(([file, t]) =>
      t.opens
        .filter((o) => /agreePrivacyAuthorization/.test(o.type))
        .map((o) => this.#at(`${file}:${o.line}`, `open-type="${o.type}"`)),
    )[0]
    const contract = scripts.calls.find((call) => call.name === 'openPrivacyContract')
    const absent = (field: string) => {
      if (textsRead) app.indicate(field, false, nowhere)
    }
    if (search.hits.policy) app.show('policyInApp', true, ...found('policy'))
    else if (contract) app.show('policyInApp', true, this.#of(contract))
    else absent('policyInApp')
    const prompt = agree ?? (asks ? this.#of(asks) : search.hits.prompt ? found('prompt')[0] : undefined)
    if (prompt) app.indicate('policyPrompted', true, prompt)
    else if (config?.privacyCheck) app.indicate('policyPrompted', true, this.#at(config.file, '__usePrivacyCheck__'))
    else absent('policyPrompted')
    if (search.hits.anyConsent || asks || agree)
      app.indicate('consentWording', true, ...(asks ? [this.#of(asks)] : found('anyConsent')))
    if (search.hits.implied) app.indicate('consentImplied', true, ...found('implied'))
    const point = (field: string, name: Wording) => {
      if (search.hits[name]) app.indicate(field, true, ...found(name))
      else absent(field)
    }
    point('withdrawalOffered', 'withdraw')
    point('channelInApp', 'channel')
    point('personalisationOff', 'targetingSwitch')
    const login = scripts.calls.find((call) => call.name === 'login')
    if (search.hits.account || login) {
      app.indicate('hasAccounts', true, ...(search.hits.account ? found('account') : [this.#of(login!)]))
      point('closureOffered', 'closeAccount')
    }
  }

  #boxes(): void {
    const list = this.#recorder.list(this.#app, 'consentBoxes', 'consentBox')
    list.yield(STATIC_ONLY)
    for (const template of this.#scan.templates.values())
      for (const box of template.boxes) {
        if (!WORDING.consentBox.test(box.text) || !WORDING.consentObject.test(box.text) || box.text.length > 200)
          continue
        const where = this.#at(
          `${box.file}:${box.line}`,
          `<${box.element} checked=${box.expression ?? box.checked}> “${box.text.slice(0, 80)}”`,
        )
        const row = list.add(this.#recorder.row('consentBox', where.locator)).seen(where)
        row.show('id', where.locator).show('text', box.text.slice(0, 80))
        if (this.#scan.shows(box.file)) row.show('ticked', box.checked, where)
        else row.indicate('ticked', box.checked, where)
      }
  }

  #permissions(): void {
    const { config, scripts } = this.#scan
    const list = this.#recorder.list(this.#app, 'permissions', 'permission')
    list.yield(STATIC_ONLY)
    if (!config) return
    const asked = new Map<string, Call[]>()
    for (const call of scripts.calls) {
      const scope = APIS.get(call.name)?.scope
      if (scope !== undefined && this.#scan.used(call) !== 'unused')
        asked.set(scope, [...(asked.get(scope) ?? []), call])
    }
    for (const scope of new Set([...asked.keys(), ...config.scopes.keys()])) {
      const known = miniScopes[scope]
      if (!known) continue
      const calls = asked.get(scope) ?? []
      const certain = calls.find((call) => call.object === 'wx' && this.#scan.used(call) === 'used')
      const row = list.add(
        this.#recorder.row('permission', scope, certain || config.scopes.has(scope) ? 'shown' : 'indicated'),
      )
      row.seen(...calls.slice(0, 3).map((call) => this.#of(call)))
      row.show('id', scope).show('group', known.zh).show('personal', true)
      if (calls.length > 0) row.show('used', true, this.#of(calls[0]!))
      this.#told(row, scope, known.declared, certain)
      if (this.#beside.policy) comparePermission(row, [known.zh, `${known.zh}权限`], this.#beside.policy)
    }
  }

  /**
   * Only the purpose of location stands in the package; that of other scopes is kept by the platform. A vendor whose
   * documents do not say that it shows these words is shown to have told nothing by them, and nothing without them.
   */
  #told(row: RowRecorder, scope: string, declared: boolean, certain: Call | undefined): void {
    const { config } = this.#scan
    const purpose = config?.scopes.get(scope)
    const where = this.#at(`${config?.file ?? ''} permission.${scope}.desc`, purpose ?? '（无）')
    const documented = config?.vendor === undefined || config.vendor in DECLARES_PURPOSE
    if (purpose === undefined) {
      if (!declared || !documented) return
      if (certain && config?.vendor !== 'baidu') row.show('purposeTold', false, where, this.#of(certain))
      else row.indicate('purposeTold', false, where)
    } else if (EMPTY_WORDS.test(purpose) || !/\p{Script=Han}/u.test(purpose)) row.indicate('purposeTold', false, where)
    else if (documented) row.show('purposeTold', true, where)
    else row.indicate('purposeTold', true, where)
  }

  #sdks(): void {
    const list = this.#recorder.list(this.#app, 'sdks', 'sdk')
    list.yield({
      zh: '改名或打包进来的代码、表外的插件认不出来，清单不完整',
      en: 'renamed or bundled code and unlisted plugins are not recognised: the list is open',
    })
    const found = new Map<string, Evidence[]>()
    const note = (id: string, evidence: Evidence) => {
      const known = found.get(id) ?? []
      if (known.length < 4) known.push(evidence)
      found.set(id, known)
    }
    const { config, files, scripts } = this.#scan
    for (const plugin of config?.plugins ?? []) {
      const known = miniSdks.find((one) => one.providers?.includes(plugin.provider))
      const where = this.#at(`${config!.file} plugins.${plugin.name}`, `provider=${plugin.provider}`)
      if (known) note(known.sdk, where)
      else {
        const row = list.add(this.#recorder.row('sdk', `plugin:${plugin.provider}`, 'indicated')).seen(where)
        row.show('id', plugin.provider).show('name', `插件 ${plugin.name}（${plugin.provider}）`)
      }
    }
    for (const name of files.keys())
      for (const one of miniSdks) if (one.files?.test(name)) note(one.sdk, this.#at(name, name))
    for (const { text, file, line } of scripts.strings) {
      if (text.length < 8 || text.length > 300) continue
      for (const one of miniSdks) if (one.strings?.test(text)) note(one.sdk, this.#at(`${file}:${line}`, text))
      const host = /^(?:https?|wss):\/\/([a-z0-9.-]{4,80})/i.exec(text)?.[1]
      const owner = host === undefined ? undefined : matchHost(host)
      if (owner && !owner.kinds.includes('webview')) note(owner.id, this.#at(`${file}:${line}`, text))
    }
    for (const [id, evidence] of found) {
      const known = sdkById(id)
      if (!known) continue
      const row = list.add(this.#recorder.row('sdk', id)).seen(...evidence)
      row.show('id', id).show('name', known.zh).show('vendor', known.vendor.zh)
      row.show('personalises', known.kinds.includes('ads'))
      if (this.#beside.policy) compareSdk(row, id, this.#beside.policy)
    }
  }

  #accesses(): void {
    const list = this.#recorder.list(this.#app, 'accesses', 'access')
    list.yield(STATIC_ONLY)
    for (const call of this.#scan.scripts.calls) {
      const api = APIS.get(call.name)
      if (!call.launch || !api || call.surety === 'name') continue
      const where = this.#of(call)
      const row = list.add(this.#recorder.row('access', `${call.name}@${call.file}:${call.line}`)).seen(where)
      row
        .show('id', row.id)
        .show('api', `${call.object ?? 'wx'}.${call.name}`)
        .show('item', api.item)
        .indicate('phase', 'before-consent', where)
    }
  }

  #collections(): void {
    const list = this.#recorder.list(this.#app, 'collections', 'collection')
    list.yield(STATIC_ONLY)
    const rows = new Map<string, { shown: boolean; evidence: Evidence[] }>()
    const note = (item: string, shown: boolean, where: Evidence) => {
      const known = rows.get(item) ?? { shown: false, evidence: [] }
      if (shown && !known.shown) known.evidence.unshift(where)
      else known.evidence.push(where)
      known.shown ||= shown
      rows.set(item, known)
    }
    for (const call of this.#scan.scripts.calls) {
      const api = APIS.get(call.name)
      const used = this.#scan.used(call)
      if (!api || used === 'unused') continue
      note(api.item, call.surety === 'exact' && this.#runs(call) && used === 'used' && !api.weak, this.#of(call))
    }
    for (const [file, template] of this.#scan.templates)
      for (const { type, line } of template.opens) {
        const item = type
          .split('|')
          .map((one) => BUTTONS[one])
          .find((one) => one !== undefined)
        if (item !== undefined) note(item, false, this.#at(`${file}:${line}`, `<button open-type="${type}">`))
      }
    for (const [item, { shown, evidence }] of rows) {
      const row = list
        .add(this.#recorder.row('collection', item, shown ? 'shown' : 'indicated'))
        .seen(...evidence.slice(0, 4))
      row.show('item', dataItem(item)?.zh ?? item).show('asked', false)
      if (shown) row.show('byApp', true, evidence[0]!)
      compareItem(row, item, this.#beside.policy, this.#beside.category)
    }
  }

  /** Code for other vendors' programs may stand beside the program's own, and does not run there. */
  #runs({ object }: Call): boolean {
    const vendor = this.#scan.config?.vendor
    return vendor === undefined || (object !== undefined && OBJECTS[vendor].includes(object))
  }

  /** Pages and programs of others that are opened with something that tells who the person is. */
  #others(): void {
    const { scripts, templates } = this.#scan
    const opened = scripts.calls.find((call) => call.name.endsWith('MiniProgram') && call.carries !== undefined)
    const view = [...templates].flatMap(([file, t]) =>
      t.views.filter((v) => CARRIES.test(v.src)).map((v) => this.#at(`${file}:${v.line}`, v.src)),
    )[0]
    const leads = [
      ...(opened ? [{ ...this.#of(opened), excerpt: `${opened.name}(… ${opened.carries} …)` }] : []),
      ...(view ? [view] : []),
    ]
    if (leads.length > 0) this.#app.indicate('thirdPartyApps', true, ...leads)
  }
}

/** What a static reading of this program does not cover, in words. */
export function limitsOfMini(scan: MiniScan): Text[] {
  const limits: Text[] = [
    {
      zh: '只读取了小程序的文件，没有运行；平台保存的隐私保护指引、插件和网页的行为没有检查。',
      en: 'Only the program’s files were read and it was not run. The privacy guide the platform keeps, plugins and web pages were not examined.',
    },
  ]
  if (!scan.complete)
    limits.push({
      zh: '有文件没有读出来（损坏、过大或者没有下载完整），没有找到不等于没有。',
      en: 'Some files could not be read (damaged, too large, or not fetched in full), so nothing found means nothing.',
    })
  if (!scan.config)
    limits.push({
      zh: '没有读到小程序的配置（app-config.json、app.json），声明的权限和用途没有检查。',
      en: 'The program’s configuration (app-config.json, app.json) was not read; declared permissions and purposes were not examined.',
    })
  if (scan.compiled)
    limits.push({
      zh: '模板已编译进脚本，界面元素（勾选框、按钮）不能全部识别。',
      en: 'Templates are compiled into scripts; boxes and buttons on screens are not all recognised.',
    })
  if (scan.missing.length > 0)
    limits.push({
      zh: `声明了${scan.missing.length}个分包没有提供，没有找到不等于没有：${scan.missing.slice(0, 5).join('、')}`,
      en: `${scan.missing.length} declared sub-packages were not given, so nothing found means nothing: ${scan.missing.slice(0, 5).join(', ')}`,
    })
  if (!scan.scripts.launchRead)
    limits.push({
      zh: '没有认出启动代码，启动阶段的行为没有检查。',
      en: 'The launch code was not recognised; what happens at launch was not examined.',
    })
  return limits
}
