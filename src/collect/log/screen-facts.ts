import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import { parameter } from '../../law/parameter.ts'
import type { Text } from '../../law/text.ts'
import { WORDING } from '../app/wording.ts'
import { appType } from '../catalog/app-types.ts'
import { inOrder, type Screen, type View } from './screens.ts'

const WALK_OPEN: Text = {
  zh: '界面记录不一定走遍全部界面',
  en: 'the recorded screens need not be all there are',
}

/** Packages that draw the system's permission prompts. */
const PROMPTER =
  /^com\.(?:google\.)?android\.(?:permissioncontroller|packageinstaller)$|^com\.(?:miui\.securitycenter|lbe\.security\.miui|huawei\.systemmanager|coloros\.securitypermission|vivo\.permissionmanager)$/
const HOME = /launcher|\.home$|^com\.huawei\.android\.launcher$|^com\.miui\.home$|^com\.sec\.android\.app\.launcher$/i

const AGREE = /^(?:我?已?(?:阅读并)?同意(?:并(?:继续|进入|使用|登录))?|接受|我同意|同意|agree|accept)$/i
const DECLINE = /不同意|拒绝|暂不使用|不使用|仅浏览|退出|取消|disagree|decline|reject/i
const BLOCKED =
  /(?:无法|不能|将不能)(?:继续|正常)?使用|(?:否则|不授权).{0,12}退出|必须(?:开启|授权|允许).{0,16}(?:才能|方可)/

/** What a person says of a recorded screen by its file name. */
const NAMED = {
  /** Taken from the first launch after installation. */
  firstRun: /first-?run|fresh|首次(?:运行|启动)|安装后/i,
  /** A step on the way from the main view to the policy. */
  toPolicy: /policy|隐私政策/i,
  agreed: /(?:after-?)?agree|同意后|已同意/i,
  refused: /refus|reject|disagree|den(?:y|ied)|拒绝|不同意/i,
} as const
const disagreed = (name: string) => NAMED.refused.test(name)
const agreed = (name: string) => !disagreed(name) && NAMED.agreed.test(name)

const at = (screen: Screen, view?: View): Evidence => ({
  artifact: screen.name,
  locator: view
    ? `${view.className.split('.').at(-1) || 'node'} ${view.id || view.text.slice(0, 24)}`.trim()
    : 'hierarchy',
  ...(view ? { excerpt: `${view.checkable ? `checked="${view.checked}" ` : ''}“${view.text.slice(0, 80)}”` } : {}),
  method: 'dynamic',
})

/** A screen that asks for consent: names the policy and offers a button that agrees. */
export function asksConsent(screen: Screen): View | undefined {
  const policy = screen.views.find((v) => WORDING.policy.test(v.text))
  return policy && screen.views.some((v) => AGREE.test(v.text.trim())) ? policy : undefined
}

/** When screens with times say that no consent had been given yet, and from when it had been given or refused. */
export interface Choice {
  readonly lastAsking?: number
  readonly after?: { readonly from: number; readonly phase: 'after-consent' | 'after-refusal' }
}

export function choiceOf(given: readonly Screen[]): Choice {
  const screens = inOrder(given)
  if (screens.some((s) => s.at === undefined)) return {}
  const asking = screens.map((s) => asksConsent(s) !== undefined)
  const firstAsking = asking.indexOf(true)
  if (firstAsking < 0) return {}
  // Screens that ask without a break are one prompt; what a later one says is about a second prompt.
  let last = firstAsking
  while (asking[last + 1]) last++
  const next = screens.slice(last + 1).find((s) => agreed(s.name) || disagreed(s.name))
  return {
    lastAsking: screens[last]!.at!,
    ...(next ? { after: { from: next.at!, phase: disagreed(next.name) ? 'after-refusal' : 'after-consent' } } : {}),
  }
}

/** Records what screens show. `own`: the app's package, where it is known. */
export function recordScreens(
  given: readonly Screen[],
  app: RowRecorder,
  recorder: Recorder,
  own: string | undefined,
  category: string | undefined,
): void {
  const screens = inOrder(given)
  const ofApp = own ?? screens.find((s) => !PROMPTER.test(s.packageName) && !HOME.test(s.packageName))?.packageName
  const mine = screens.filter((s) => s.packageName === ofApp)
  recordPrompt(mine, app)
  recordSteps(mine, app)
  recordBoxes(mine, app, recorder)
  recordEntries(mine, app)
  recordPermissionPrompts(screens, ofApp, app)
  recordRefusal(screens, ofApp, app, category)
}

function recordPrompt(mine: readonly Screen[], app: RowRecorder): void {
  for (const screen of mine) {
    const policy = WORDING.policy
    const view = asksConsent(screen) ?? screen.views.find((v) => WORDING.prompt.test(v.text) && policy.test(v.text))
    if (!view) continue
    app.show('policyPrompted', true, at(screen, view))
    break
  }
  const first = mine.filter((s) => NAMED.firstRun.test(s.name))
  const last = first.at(-1)
  if (!last || first.length < 2) return
  const any = first.flatMap((s) => s.views).some((v) => WORDING.anyConsent.test(v.text))
  const mainView = last.views.filter((v) => v.clickable && !v.password).length >= 3
  if (!any && mainView && !first.some(drawn))
    app.show('policyPrompted', false, ...first.slice(0, 4).map((s) => at(s)), at(last))
}

/** Views that draw their own content: a dump that holds no words of theirs says nothing of what they show. */
const DRAWS = /WebView|SurfaceView|TextureView|GLView|Flutter|Unity|Canvas|X5Core/

const drawn = (screen: Screen): boolean =>
  screen.views.some(
    (view, top) =>
      DRAWS.test(view.className) &&
      view.text === '' &&
      !screen.views.some((one, i) => one.text !== '' && inside(screen, i, top)),
  )

/** Whether a dump may be of the screen before it, scrolled or taken twice: most of its words were there. */
function sameScreen(one: Screen, before: Screen): boolean {
  const words = (screen: Screen) => new Set(screen.views.map((v) => v.text).filter((text) => text !== ''))
  const [now, then] = [words(one), words(before)]
  const common = [...now].filter((text) => then.has(text)).length
  return common * 2 > Math.max(now.size, then.size)
}

/** Whether dumps are numbered from 0 or 1 without a gap, or not numbered at all. */
function oneByOne(steps: readonly Screen[]): boolean {
  const numbers = steps.map((s) => /(?:^|\D)(\d{1,3})(?=\.\w+$|$)/.exec(s.name)?.[1]).map(Number)
  if (numbers.some(Number.isNaN)) return true
  return numbers[0]! <= 1 && numbers.every((n, i) => n === numbers[0]! + i)
}

/** Operations from the main view to the policy: the steps of a walk whose last screen shows it. */
function recordSteps(mine: readonly Screen[], app: RowRecorder): void {
  const steps = mine.filter((s) => NAMED.toPolicy.test(s.name) && !NAMED.firstRun.test(s.name))
  const last = steps.at(-1)
  if (!last || steps.length < 2) return
  const shows = last.views.find((v) => WORDING.policy.test(v.text))
  const long =
    last.views.reduce((sum, v) => sum + v.text.length, 0) >= 200 ||
    last.views.some((v) => v.className.endsWith('WebView'))
  if (!shows || !long || steps.slice(0, -1).some(asksConsent)) return
  // A link already on an earlier screen is a shorter way than the one that was walked.
  const link = steps.findIndex(
    (s, i) => i < steps.length - 1 && s.views.some((v) => v.clickable && WORDING.policy.test(v.text)),
  )
  const clicks = link < 0 ? steps.length - 1 : link + 1
  const where = [...steps.slice(0, 8).map((s) => at(s)), at(last, shows)]
  const repeats = steps.slice(1, clicks + 1).filter((s, i) => sameScreen(s, steps[i]!)).length
  const isWhole = link >= 0 ? oneByOne(steps.slice(0, link + 1)) : oneByOne(steps)
  if (!isWhole && clicks - repeats <= MOST_CLICKS) {
    app.indicate('policyClicks', clicks, ...where)
    app.unknown('policyClicks', {
      zh: '界面记录的编号不连续，中间的操作没有记录，操作次数不能确定',
      en: 'the numbers of the dumps have gaps: operations between them were not recorded, so they cannot be counted',
    })
  } else if (repeats === 0) app.show('policyClicks', clicks, ...where)
  // Some dumps may be no steps: the fewest and the most operations they can be must agree on what the act asks.
  else if (clicks <= MOST_CLICKS) app.show('policyClicks', clicks, ...where)
  else if (clicks - repeats > MOST_CLICKS) app.show('policyClicks', clicks - repeats, ...where)
  else {
    app.indicate('policyClicks', clicks, ...where)
    app.unknown('policyClicks', {
      zh: '有几份界面记录内容大半相同，可能是同一界面滚动前后，操作次数不能确定',
      en: 'some dumps hold mostly the same words and may be one screen scrolled: the operations cannot be counted',
    })
  }
}

/** What boxes beside a consent box stand for: not the policy. */
const OTHER_BOX =
  /记住|自动登录|保持登录|免登录|下次登录|接收.{0,12}(?:推送|短信|邮件|资讯)|订阅|remember|keep me|auto.?login/i

/** The words nearest to a box without words of its own, up to the next box: those after it, else those before. */
function nextWords(screen: Screen, index: number): string {
  const { views } = screen
  for (const step of [1, -1])
    for (let i = index + step, one = views[i]; one && !one.checkable; i += step, one = views[i])
      if (one.text !== '') return one.text
  return ''
}

/** Words that belong to a view: its own, else those of the nearest views around it. */
function wordsNear(screen: Screen, index: number): string {
  const view = screen.views[index]!
  if (view.text !== '') return view.text
  const within = (top: number) =>
    screen.views.filter((_, i) => i !== index && inside(screen, i, top)).map((v) => v.text)
  for (let top = view.parent, level = 0; top >= 0 && level < 2; top = screen.views[top]!.parent, level++) {
    const words = within(top).join('')
    if (words !== '') return words.slice(0, 400)
  }
  return ''
}

function inside(screen: Screen, index: number, top: number): boolean {
  for (let i = screen.views[index]!.parent, level = 0; i >= 0 && level < 64; i = screen.views[i]!.parent, level++)
    if (i === top) return true
  return false
}

/** The most operations of act 1.3. */
const MOST_CLICKS = Number(parameter('app-pi.policy-clicks').values[0]!.value)

/** Boxes and switches looked at in all. */
const MOST_CHECKABLES = 2000

function recordBoxes(mine: readonly Screen[], app: RowRecorder, recorder: Recorder): void {
  const list = recorder.list(app, 'consentBoxes', 'consentBox')
  list.yield(WALK_OPEN)
  const seen = new Set<string>()
  let checkables = 0
  for (const screen of mine)
    for (const [i, view] of screen.views.entries()) {
      if (!view.checkable || checkables++ > MOST_CHECKABLES) continue
      const text = wordsNear(screen, i)
      if (!WORDING.consentBox.test(text) || !WORDING.consentObject.test(text)) continue
      // Where words for another box stand beside it, only the nearest ones are its own.
      if (OTHER_BOX.test(text) && (view.text !== '' || !WORDING.consentBox.test(nextWords(screen, i)))) continue
      const key = `${view.id} ${text.slice(0, 40)}`
      // Only its first sight shows how it stands by default: later it may have been touched.
      if (seen.has(key)) continue
      seen.add(key)
      const where = { ...at(screen, view), excerpt: `checked="${view.checked}" “${text.slice(0, 80)}”` }
      const row = list.add(recorder.row('consentBox', `${screen.name} ${key}`)).seen(where)
      row.show('id', where.locator).show('text', text.slice(0, 80)).show('ticked', view.checked, where)
    }
}

const DONE = /注销(?:成功|已完成)|已注销|账号已删除/

function recordEntries(mine: readonly Screen[], app: RowRecorder): void {
  const find = (test: (v: View, s: Screen, i: number) => boolean): Evidence | undefined => {
    for (const screen of mine)
      for (const [i, view] of screen.views.entries()) if (test(view, screen, i)) return at(screen, view)
    return undefined
  }
  const inApp = find((v) => WORDING.policy.test(v.text))
  if (inApp) app.show('policyInApp', true, inApp)
  const password = find((v) => v.password && v.className.endsWith('EditText'))
  if (password) app.show('hasAccounts', true, password)
  const closing = find((v) => v.clickable && WORDING.closeAccount.test(v.text))
  const closed = find((v) => DONE.test(v.text))
  if (closed) app.show('hasAccounts', true, closed).show('closureOffered', true, ...(closing ? [closing] : []), closed)
  else if (closing) app.indicate('hasAccounts', true, closing).indicate('closureOffered', true, closing)
  const withdrawn = find((v) => /已撤回|撤回成功/.test(v.text))
  const withdraw = find((v) => v.clickable && WORDING.withdraw.test(v.text))
  if (withdrawn) app.show('withdrawalOffered', true, ...(withdraw ? [withdraw] : []), withdrawn)
  else if (withdraw) app.indicate('withdrawalOffered', true, withdraw)
  const channel = find((v) => v.clickable && /投诉|举报|客服/.test(v.text))
  if (channel) app.show('channelInApp', true, channel)
  recordSwitch(mine, app)
}

/** A switch for personalisation that was seen in both positions works as a switch. */
function recordSwitch(mine: readonly Screen[], app: RowRecorder): void {
  let checkables = 0
  const states: { readonly on: boolean; readonly where: Evidence }[] = []
  for (const screen of mine)
    for (const [i, view] of screen.views.entries()) {
      if (!view.checkable || checkables++ > MOST_CHECKABLES) continue
      const around = view.text === '' ? wordsNear(screen, i) : view.text
      if (WORDING.targetingSwitch.test(around))
        states.push({ on: view.checked, where: at(screen, { ...view, text: around }) })
    }
  const [first] = states
  if (!first) return
  app.indicate('personalises', true, first.where)
  const other = states.find((s) => s.on !== first.on)
  const off = [...states].reverse().find((s) => !s.on)
  if (other && off) app.show('personalisationOff', true, first.where, other.where)
  else app.indicate('personalisationOff', true, first.where)
}

const promptText = (screen: Screen): View | undefined =>
  screen.views.find((v) => /permission_message|grant_title/.test(v.id)) ??
  screen.views.find((v) => /允许|allow/i.test(v.text) && v.text.length > 8)

/** Two prompts of one request say `1/2`; prompts that follow each other with nothing between only point to it. */
function recordPermissionPrompts(screens: readonly Screen[], ofApp: string | undefined, app: RowRecorder): void {
  for (const screen of screens) {
    if (!PROMPTER.test(screen.packageName)) continue
    const counted = screen.views.find((v) => {
      const match = /(?:第\s*)?(\d)\s*(?:项权限)?\s*(?:[（(]?共|\/|of)\s*(\d)/i.exec(v.text)
      return match !== null && Number(match[2]) >= 2
    })
    if (counted) app.show('permissionsTogether', true, at(screen, counted))
  }
  const run: Screen[] = []
  for (const screen of screens) {
    if (PROMPTER.test(screen.packageName)) run.push(screen)
    else if (screen.packageName === ofApp) run.length = 0
    const asked = new Set(run.map((s) => promptText(s)?.text ?? ''))
    if (asked.size >= 2) app.indicate('permissionsTogether', true, ...run.slice(0, 4).map((s) => at(s, promptText(s))))
  }
  for (const [i, screen] of screens.entries()) {
    if (!PROMPTER.test(screen.packageName)) continue
    const next = screens[i + 1]
    if (!next || !disagreed(next.name)) continue
    const blocked = HOME.test(next.packageName) ? undefined : next.views.find((v) => BLOCKED.test(v.text))
    const noWayOn = next.views
      .filter((v) => v.clickable && v.text !== '')
      .every((v) => /设置|授权|退出|允许|开启/.test(v.text))
    if (HOME.test(next.packageName)) app.show('blockedWithoutAll', true, at(screen, promptText(screen)), at(next))
    else if (blocked && noWayOn) app.show('blockedWithoutAll', true, at(screen, promptText(screen)), at(next, blocked))
    else if (blocked) app.indicate('blockedWithoutAll', true, at(next, blocked))
    else if (next.packageName === ofApp && next.views.length >= 8)
      app.show('blockedWithoutAll', false, at(screen, promptText(screen)), at(next))
  }
}

/** Refusing the policy ends the app (4.2, where its category needs nothing), or it asks again (3.2, a lead). */
function recordRefusal(
  screens: readonly Screen[],
  ofApp: string | undefined,
  app: RowRecorder,
  category: string | undefined,
): void {
  const type = category === undefined ? undefined : appType(category)
  const asking = screens.filter((s) => s.packageName === ofApp && asksConsent(s) !== undefined)
  const [asked] = asking
  if (!asked) return
  const refused = screens.slice(screens.indexOf(asked) + 1).find((s) => disagreed(s.name))
  if (!refused) return
  const where = [at(asked, asksConsent(asked)), at(refused)]
  if (HOME.test(refused.packageName) && type?.noneNeeded) app.show('refusalStopsBasic', true, ...where)
  else if (HOME.test(refused.packageName)) app.indicate('refusalStopsBasic', true, ...where)
  const again = asking.find((s) => screens.indexOf(s) > screens.indexOf(refused))
  if (again) app.indicate('promptedAgain', true, at(refused), at(again, asksConsent(again)))
  const declines = asked.views.find((v) => v.clickable && DECLINE.test(v.text))
  if (declines) app.indicate('consentImplied', false, at(asked, declines))
}
