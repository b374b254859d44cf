import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import { decimalOn, integerOn } from '../../law/parameter.ts'
import type { Beside } from '../app/carrier.ts'
import { readWhole } from '../app/policy-facts.ts'
import { boxesIn, controlFor, findPrompt, impliedIn } from './consent.ts'
import { controlsOf } from './controls.ts'
import { asksConsent, dialogOf } from './dialog.ts'
import { refusedBehind, type Seen, seenAt } from './facts.ts'
import { legibility, policyRoot } from './policy-page.ts'
import type { Walk, WalkState } from './run-model.ts'
import { sentIn } from './sent.ts'
import { isLoginWall } from './usable.ts'
import { View } from './view.ts'
import { ABOUT_PRIVACY, ENTRY, type Entry, ERROR_PAGE, POLICY_NAME } from './words.ts'

/** A day on which the thresholds are read; they have one value. */
const DAY = '2026-01-01'

interface Place {
  readonly state: WalkState
  readonly view: View
}

/** What walking from the main view shows: the ways to policy, settings, account and complaints. */
export function recordWalk(seen: Seen, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const { run } = seen
  const places: Place[] = (run.walk?.states ?? []).flatMap((state) => {
    const page = run.views[state.view]
    return page ? [{ state, view: new View(page) }] : []
  })
  const walk: Walk = run.walk ?? { states: [], edges: [], dead: [], complete: false, switches: [] }
  const gated = places.some(({ view }) => hasLogin(view))
  const scope: Scope = { seen, walk, places, beside, complete: walk.complete && !seen.open, gated }
  recordPolicyWay(scope, app)
  recordLegibility(scope, app, recorder)
  recordAccounts(scope, app)
  recordLoginConsent(scope, app, recorder)
  recordPersonalisation(scope, app)
  recordWithdrawal(scope, app)
  recordChannel(scope, app)
}

interface Scope {
  readonly seen: Seen
  readonly walk: Walk
  readonly places: readonly Place[]
  readonly beside: Beside
  /** Every control of every state was tried, and the site itself was seen. */
  readonly complete: boolean
  /** A login stands in the way of a part that was not walked. */
  readonly gated: boolean
}

const shotOf = (place: Place | undefined, words: string): Evidence => ({
  artifact: 'run.json',
  locator: place ? `${place.state.url}${place.state.way.length > 0 ? `（${place.state.way.join(' › ')}）` : ''}` : '',
  excerpt: words.slice(0, 160),
  method: 'dynamic',
})

const nowhere = ({ walk, seen }: Scope, what: string): Evidence => ({
  artifact: 'run.json',
  locator: seen.run.url,
  excerpt: `走遍${walk.states.length}个页面或界面状态，未见${what}`,
  method: 'dynamic',
})

/** Acts 1.1 and 1.3. */
function recordPolicyWay(scope: Scope, app: RowRecorder): void {
  const { seen, walk, places, complete } = scope
  const { policy } = seen.run
  const place = places.find((p) => p.state.id === walk.policyState)
  if (policy) {
    const evidence: Evidence = {
      artifact: policy.file,
      locator: policy.url,
      excerpt: place ? place.state.way.join(' › ') : '首次提示中的链接',
      method: 'dynamic',
    }
    app.show('policyInApp', true, evidence)
  } else recordNoPolicy(scope, app)
  if (place) {
    const { clicks, way } = place.state
    const most = integerOn('app-pi.policy-clicks', DAY) ?? 4
    const here = shotOf(place, way.map((step) => `点击“${step}”`).join(' › '))
    if (clicks <= most || complete) app.show('policyClicks', clicks, here)
    else app.indicate('policyClicks', clicks, here)
  } else if (policy)
    app.unknown('policyClicks', {
      zh: '只在首次提示中找到隐私政策，主界面的入口没有找到',
      en: 'the policy was found in the first prompt only: no way to it from the main view was found',
    })
}

function recordNoPolicy({ seen, walk, places, complete, ...scope }: Scope, app: RowRecorder): void {
  const broken: Evidence[] = []
  let open = false
  for (const edge of walk.edges) {
    if (!POLICY_NAME.test(edge.label)) continue
    const place = places.find((p) => p.state.id === edge.to)
    if (!place) continue
    const words = place.view.words()
    const status = place.state.status ?? 200
    const embeds = place.view.nodes.some(({ tag }) => /^(?:img|canvas|iframe|embed|object|video)$/.test(tag))
    if (status >= 400 || (ERROR_PAGE.test(words) && words.length < 300))
      broken.push(shotOf(place, `“${edge.label}”打开后：HTTP ${status} ${words.slice(0, 60)}`))
    else if (words.replace(/\s/g, '').length < 20 && !embeds)
      broken.push(shotOf(place, `“${edge.label}”打开后是空白页`))
    else open = true
  }
  for (const dead of walk.dead)
    if (POLICY_NAME.test(dead.label)) {
      if (dead.href === undefined) broken.push(shotOf(places[dead.from], `点击“${dead.label}”没有反应`))
      else open = true
    }
  const shown = seen.untouched?.marks.findLast((mark) => mark.act === 'policy' && mark.view !== undefined)
  if (shown) {
    const page = seen.run.views[shown.view!]
    const words = page ? new View(page).words() : ''
    if ((shown.status ?? 200) >= 400 || (ERROR_PAGE.test(words) && words.length < 300))
      broken.push(seenAt(shown, `“${shown.label ?? ''}”打开后：HTTP ${shown.status ?? ''} ${words.slice(0, 60)}`))
    else if (shown.url !== seen.run.url && words.replace(/\s/g, '').length < 20 && page && page.nodes.length < 12)
      broken.push(seenAt(shown, `“${shown.label ?? ''}”打开后是空白页`))
    else if (shown.url !== seen.run.url) open = true
  }
  if (open) {
    app.unknown('policyInApp', {
      zh: '隐私政策的链接打开了，但没有认出规则文字，请用 --policy 提供全文',
      en: 'a link named as the policy opens, but no rules were recognised there: supply the text (--policy)',
    })
    return
  }
  const whole = { seen, walk, places, complete, ...scope }
  if (broken.length > 0 && complete) app.show('policyInApp', false, ...broken.slice(0, 3))
  else if (broken.length > 0) app.indicate('policyInApp', false, ...broken.slice(0, 3))
  else if (complete && !scope.gated) app.show('policyInApp', false, nowhere(whole, '隐私政策的入口'))
  else if (walk.states.length > 0) app.indicate('policyInApp', false, nowhere(whole, '隐私政策的入口'))
}

/** Act 1.4: measured on a screen 360 px wide; the figures are ours. */
function recordLegibility({ seen, beside }: Scope, app: RowRecorder, recorder: Recorder): void {
  const { policy } = seen.run
  const page = policy && seen.run.views[policy.view]
  if (!policy || !page || !beside.policy) return
  const view = new View(page)
  const whole = legibility(view, view.page.url.includes(policy.url) ? undefined : policyRoot(view))
  const size = integerOn('app-pi.font-size', DAY) ?? 12
  const line = Number(decimalOn('app-pi.line-height', DAY) ?? 1.2)
  const ratio = Number(decimalOn('app-pi.contrast', DAY) ?? 4.5)
  if (!whole) return
  const row = recorder.row('policy', beside.policy.artifact)
  app.link('policy', row.id)
  const words = [
    `字号${whole.size}px`,
    whole.line === undefined ? '' : `行高${whole.line}`,
    whole.contrast === undefined ? '' : `对比度${whole.contrast}`,
    whole.overflow > 0 ? `横向溢出${whole.overflow}px` : '',
  ]
  const here: Evidence = {
    artifact: policy.shot ?? 'run.json',
    locator: policy.url,
    excerpt: words.filter((word) => word !== '').join('，'),
    method: 'dynamic',
  }
  const poor =
    whole.size < size ||
    (whole.line !== undefined && whole.line < line) ||
    (whole.contrast !== undefined && whole.contrast < ratio) ||
    whole.overflow > 8
  if (poor) {
    row.indicate('legible', false, here)
    row.unknown('legible', {
      zh: `测量低于参考值（${here.excerpt}），是否难以阅读须由人判断`,
      en: `it measures below the reference (${here.excerpt}): whether it is hard to read is for a person`,
    })
  } else if (whole.contrast !== undefined) row.show('legible', true, here)
}

/** A form to log in with. */
const hasLogin = (view: View): boolean =>
  view.nodes.some(({ tag, attrs }, at) => tag === 'input' && attrs?.['type'] === 'password' && view.seen(at)) ||
  isLoginWall(view) ||
  (view.nodes.some(
    ({ tag, attrs }) => tag === 'input' && /验证码|短信|code/i.test(`${attrs?.['placeholder']} ${attrs?.['name']}`),
  ) &&
    /登录|登陆|注册/.test(view.words()))

/** Control whose words match, and where it led. */
interface Way {
  readonly label: string
  readonly from: Place | undefined
  readonly to: Place | undefined
  readonly broken: boolean
}

function waysTo({ walk, places }: Scope, entry: Entry): Way[] {
  const words = ENTRY[entry]
  const at = (id: number) => places.find((p) => p.state.id === id)
  const led = walk.edges
    .filter((edge) => words.test(edge.label))
    .map((edge) => {
      const to = at(edge.to)
      const said = to?.view.words() ?? ''
      const broken = (to?.state.status ?? 200) >= 400 || (ERROR_PAGE.test(said) && said.length < 200)
      return { label: edge.label, from: at(edge.from), to, broken }
    })
  const dead = walk.dead
    .filter((one) => words.test(one.label))
    .map((one) => ({ label: one.label, from: at(one.from), to: undefined, broken: false }))
  return [...led, ...dead]
}

/** Ways into a function that people can use without a login we do not have. */
const opened = (ways: readonly Way[]): Way | undefined =>
  ways.find((way) => way.to && !way.broken && !hasLoginOnly(way.to.view))

const hasLoginOnly = (view: View): boolean => isLoginWall(view)

const UNFAIR =
  /手持(?:本人)?(?:身份证|证件)|身份证(?:正反面|照片|复印件|原件|扫描件)|邮寄|快递(?:至|到)|到(?:店|柜台|现场|营业厅|场)|线下(?:办理|提交|网点)|公证|亲自到/
const EASED = /(?:无需|不需要|无须|不必|不要求|不用)[^。；]{0,14}$/

/** Acts 6.1 and 6.2. */
function recordAccounts(scope: Scope, app: RowRecorder): void {
  const { places, complete, gated, beside, walk } = scope
  if (walk.states.length === 0) return
  const account = places.find(
    ({ view }) =>
      hasLogin(view) ||
      controlsOf(view).some((at) => ENTRY.account.test(view.label(at)) && view.label(at).length <= 12),
  )
  const closing = waysTo(scope, 'closeAccount')
  const close = opened(closing)
  if (account) app.show('hasAccounts', true, shotOf(account, '登录或注册入口'))
  else if (closing.length > 0) app.show('hasAccounts', true, shotOf(closing[0]!.from, closing[0]!.label))
  else if (complete) app.show('hasAccounts', false, nowhere(scope, '登录、注册入口'))

  const rights = beside.policy?.rights
  const told = (...kinds: ('close-account' | 'correct' | 'delete' | 'withdraw-consent')[]) =>
    !beside.policy || !readWhole(beside.policy) || kinds.some((kind) => rights?.[kind].present)
  const broken = (ways: readonly Way[]) => ways.find((way) => way.broken)
  if (close) {
    app.show('closureOffered', true, shotOf(close.to, `“${close.label}”可以打开`))
    recordSteps(scope, app, close)
  } else if (broken(closing) && complete)
    app.show('closureOffered', false, shotOf(broken(closing)!.to, `“${broken(closing)!.label}”打开后出错`))
  else if (closing.length > 0) app.indicate('closureOffered', true, shotOf(closing[0]!.from, closing[0]!.label))
  else if (complete && !gated && !told('close-account'))
    app.show('closureOffered', false, nowhere(scope, '注销账号入口'))
  else if (complete) app.indicate('closureOffered', false, nowhere(scope, '注销账号入口'))

  const correct = waysTo(scope, 'correct')
  const erase = [...waysTo(scope, 'erase'), ...closing]
  const fix = opened(correct)
  const remove = opened(erase)
  if (fix && remove)
    app.show('rightsOffered', true, shotOf(fix.to, `“${fix.label}”`), shotOf(remove.to, `“${remove.label}”`))
  else if (correct.length + erase.length > 0)
    app.indicate('rightsOffered', true, shotOf((correct[0] ?? erase[0])!.from, (correct[0] ?? erase[0])!.label))
  else if (complete && !gated && !told('correct', 'delete'))
    app.show('rightsOffered', false, nowhere(scope, '更正、删除个人信息的入口'))
  else if (complete) app.indicate('rightsOffered', false, nowhere(scope, '更正、删除个人信息的入口'))
}

/** What closing an account asks for. */
function recordSteps({ places, walk }: Scope, app: RowRecorder, close: Way): void {
  if (!close.to) return
  const text = close.to.view.words()
  const hard = UNFAIR.exec(text)
  const eased = hard !== null && EASED.test(text.slice(Math.max(0, hard.index - 20), hard.index))
  const { view } = close.to
  const fields = view.nodes.filter(({ tag }) => tag === 'input' || tag === 'textarea')
  const asks = (at: View) =>
    /身份证号|证件号/.test(at.nodes.map((n) => n.attrs?.['placeholder'] ?? n.attrs?.['name'] ?? '').join(' '))
  if (hard && !eased) {
    if (/或者?|也可|任选|可选/.test(text.slice(hard.index, hard.index + 60)))
      app.indicate('stepsFair', false, shotOf(close.to, hard[0]))
    else app.show('stepsFair', false, shotOf(close.to, text.slice(Math.max(0, hard.index - 20), hard.index + 60)))
    return
  }
  const registers = places.filter(({ view: v }) => /注册/.test(v.words()) && hasLogin(v))
  if (asks(view)) {
    const more = registers.length > 0 && !registers.some((p) => asks(p.view))
    if (more) app.show('stepsFair', false, shotOf(close.to, '注销时要求填写身份证号，注册时未收集'))
    else app.indicate('stepsFair', false, shotOf(close.to, '注销时要求填写身份证号'))
    return
  }
  if (walk.complete && text.length > 10)
    app.show('stepsFair', true, shotOf(close.to, `注销页面：${fields.length}个输入项，未见额外材料`))
}

/** Act 3.4 where people register or log in. */
function recordLoginConsent(scope: Scope, app: RowRecorder, recorder: Recorder): void {
  const { places, complete, seen } = scope
  const list = recorder.list(app, 'consentBoxes', 'consentBox')
  if (!complete) list.open({ zh: '没有走遍登录、注册页面', en: 'not every login or registration page was walked' })
  let implied = false
  for (const place of places) {
    const { view } = place
    const form =
      hasLogin(view) ||
      view.nodes.some(
        ({ tag, attrs }) => tag === 'input' && /tel|手机|phone/i.test(`${attrs?.['type']} ${attrs?.['placeholder']}`),
      )
    const boxes = boxesIn(view, 0).filter((box) => box.kind === 'consent')
    if (form)
      for (const box of boxes) {
        const here = shotOf(place, `${box.ticked ? '☑' : '☐'} ${box.text}`)
        const row = list.add(recorder.row('consentBox', `${place.state.url} ${box.text}`)).seen(here)
        row.show('id', row.id).show('text', box.text.slice(0, 80))
        if (box.ticked !== undefined) row.show('ticked', box.ticked, here)
      }
    if (place.state.id === seen.run.walk?.policyState || view.words().length > 6000) continue
    const at = [...view.nodes.keys()].find(
      (one) =>
        view.seen(one) &&
        view.text(one).length < 200 &&
        ABOUT_PRIVACY.test(view.text(one)) &&
        impliedIn(view.text(one)) !== undefined,
    )
    if (at === undefined) continue
    const words = impliedIn(view.text(at))!
    implied = true
    const express = boxes.some((box) => box.ticked === false) || findPrompt(view) !== undefined
    if (express) app.indicate('consentImplied', true, shotOf(place, words))
    else app.show('consentImplied', true, shotOf(place, words))
  }
  const { prompt } = seen
  if (implied || !prompt || !complete || !(controlFor(prompt, 'refuse') ?? refusedBehind(seen))) return
  if (prompt.controls.some((control) => control.choice === 'agree') && impliedIn(prompt.text) === undefined)
    app.show('consentImplied', false, seenAt(seen.firstMark, prompt.controls.map((c) => `[${c.label}]`).join(' ')))
}

const TARGETED =
  /猜你喜欢|为(?:你|您)(?:推荐|精选)|(?:你|您)可能(?:喜欢|感兴趣)|个性化推荐|根据(?:你|您)的(?:浏览|兴趣|喜好)/

/** Act 3.6. */
function recordPersonalisation(scope: Scope, app: RowRecorder): void {
  const { walk, places, complete, gated, beside } = scope
  const content = places.find(({ view, state }) => state.id !== walk.policyState && TARGETED.test(view.words()))
  if (content) app.indicate('personalises', true, shotOf(content, TARGETED.exec(content.view.words())?.[0] ?? ''))
  const place = (id: number) => places.find((p) => p.state.id === id)
  for (const trial of walk.switches) {
    const words = { true: '开', false: '关', null: '？' } as const
    const state = (value: boolean | null) => words[String(value) as 'true' | 'false' | 'null']
    const here: Evidence = {
      ...shotOf(
        place(trial.state),
        `“${trial.text}”：${state(trial.before)}，点击后${state(trial.after)}，重新打开后${state(trial.later)}`,
      ),
      artifact: trial.shots.at(-1) ?? 'run.json',
    }
    app.show('personalises', true, here)
    if (trial.before === false) app.show('personalisationOff', true, here)
    else if (trial.changed && trial.kept && trial.after !== true) app.show('personalisationOff', true, here)
    else if (trial.changed && !trial.kept && trial.after === false && trial.later === true)
      app.show('personalisationOff', false, here)
    else app.indicate('personalisationOff', false, here)
    return
  }
  const whole = beside.policy !== undefined && readWhole(beside.policy)
  if (!complete) return
  if (!gated && whole && !beside.policy?.rights['opt-out-personalised'].present)
    app.show('personalisationOff', false, nowhere(scope, '关闭个性化推荐的选项'))
  else app.indicate('personalisationOff', false, nowhere(scope, '关闭个性化推荐的选项'))
}

/** Act 3.8. */
function recordWithdrawal(scope: Scope, app: RowRecorder): void {
  const { walk, places, complete, gated, beside, seen } = scope
  const trial = walk.withdrawal
  if (trial) {
    const page = seen.run.views[trial.view]
    const asked = seen.agreed?.events.some((event) => {
      const dialog = event.at > trial.at ? dialogOf(event) : undefined
      return dialog !== undefined && asksConsent(dialog)
    })
    const again = asked || (page && findPrompt(new View(page)))
    const changed = keptSince(trial.before, trial.after)
    const still = sentIn(seen.run).filter(
      (one) =>
        one.phase.name === 'agreed' && one.thirdParty && one.strength === 'shown' && one.request.at > trial.at + 300,
    )
    const place = places.find((p) => p.state.id === trial.state)
    const here: Evidence = { ...shotOf(place, `点击“${trial.label}”`), artifact: trial.shots.at(-1) ?? 'run.json' }
    const effect = again
      ? '再次打开时重新征求同意'
      : changed.length > 0
        ? `清除或更改了${changed.slice(0, 4).join('、')}`
        : ''
    if (still.length > 0 && !again)
      app.show('withdrawalOffered', false, {
        ...here,
        excerpt: `点击“${trial.label}”后仍向${new URL(still[0]!.request.url).host}发送标识符`,
      })
    else if (effect !== '') app.show('withdrawalOffered', true, { ...here, excerpt: `点击“${trial.label}”后${effect}` })
    else {
      app.indicate('withdrawalOffered', true, here)
      app.unknown('withdrawalOffered', {
        zh: '有撤回同意的入口，点击后看不出效果，须由人核实',
        en: 'there is a way to withdraw, but no effect was seen: a person must check',
      })
    }
    return
  }
  const entry = waysTo(scope, 'withdraw')
  const rights = beside.policy?.rights['withdraw-consent']
  const whole = beside.policy !== undefined && readWhole(beside.policy)
  if (entry.length > 0) app.indicate('withdrawalOffered', true, shotOf(entry[0]!.to ?? entry[0]!.from, entry[0]!.label))
  else if (complete && !gated && whole && !rights?.present)
    app.show('withdrawalOffered', false, nowhere(scope, '撤回同意的入口'))
  else if (complete) app.indicate('withdrawalOffered', false, nowhere(scope, '撤回同意的入口'))
}

/** Names of what was stored before and is gone or changed after. */
function keptSince(before: Scope['seen']['run']['phases'][number]['stored'][number], after: typeof before): string[] {
  const now = new Map([
    ...after.cookies.map((c) => [`Cookie ${c.name}`, c.value] as const),
    ...after.items.map((i) => [i.name, i.value] as const),
  ])
  const then = [
    ...before.cookies.map((c) => [`Cookie ${c.name}`, c.value] as const),
    ...before.items.map((i) => [i.name, i.value] as const),
  ]
  return then.filter(([name, value]) => now.get(name) !== value && !/\d{10}/.test(value)).map(([name]) => name)
}

const PHONE =
  /(?:电话|热线|客服|联系|手机|tel)[^\d]{0,12}(?:\+?86[-\s]?)?(?:\d{3,4}[-\s]?\d{7,8}|1\d{2}[\d*-]{8,10}|[48]00[-\s]?\d{3}[-\s]?\d{4}|\d{5})/i
const MAIL = /[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,20}/

/** Act 6.5: a channel for complaints that can be reached. */
function recordChannel(scope: Scope, app: RowRecorder): void {
  const { places, complete, beside, walk } = scope
  for (const place of places) {
    if (place.state.id === walk.policyState) continue
    const { view } = place
    const link = view.nodes.find(
      ({ tag, attrs }) =>
        tag === 'a' && /^(?:tel:[+\d][\d-]{4,}|mailto:[^@\s]+@[^@\s]+\.)/i.test(attrs?.['href'] ?? ''),
    )
    const words = view.words()
    const said = /投诉|举报|客服|反馈|联系我们|联系方式|申诉/.test(words)
      ? (PHONE.exec(words) ?? MAIL.exec(words))
      : null
    if (!link && !said) continue
    const here = shotOf(place, link?.attrs?.['href']?.replace(/(\d{3})\d+(\d{2})/, '$1***$2') ?? '有联系电话或邮箱')
    app.show('channelInApp', true, here).show('channelPublished', true, here)
    return
  }
  const way = opened(waysTo(scope, 'complain'))
  if (way) {
    app.show('channelInApp', true, shotOf(way.to, `“${way.label}”可以打开`))
    if (
      way.to &&
      /投诉|举报|反馈|客服/.test(way.label) &&
      way.to.view.nodes.some(({ tag }) => tag === 'textarea' || tag === 'form')
    )
      app.show('channelPublished', true, shotOf(way.to, `“${way.label}”有提交表单`))
    return
  }
  const { policy } = beside
  if (!complete) return
  app.indicate('channelInApp', false, nowhere(scope, '投诉、举报或联系渠道'))
  if (
    policy &&
    readWhole(policy) &&
    policy.channels.length === 0 &&
    policy.rights.complain.methods.length === 0 &&
    !scope.gated
  )
    app.show('channelPublished', false, nowhere(scope, '投诉、举报或联系渠道'))
}
