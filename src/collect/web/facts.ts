import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import type { Beside } from '../app/carrier.ts'
import { recordEvents } from '../app/events.ts'
import { appType } from '../catalog/app-types.ts'
import { accessesOf } from './accesses.ts'
import { type Box, controlFor, findPrompt, impliedIn, inequalities, type Prompt } from './consent.ts'
import { asksConsent, dialogOf, promptOf, tellsRules } from './dialog.ts'
import { recordHandovers } from './handover.ts'
import { type Layer, layerIn } from './layer.ts'
import { recordCollections, recordPermissions } from './permission-facts.ts'
import { recordRecipients } from './recipients.ts'
import type { Mark, PhaseRun, Run } from './run-model.ts'
import { covered, mainWords, obstacleOf, stillUsable, viewAt } from './usable.ts'
import type { View } from './view.ts'
import { recordWalk } from './walk-facts.ts'
import { INVITES, POLICY_NAME } from './words.ts'

/** What a run shows, gathered once for all who record it. */
export interface Seen {
  readonly run: Run
  readonly untouched: PhaseRun | undefined
  readonly refused: PhaseRun | undefined
  readonly agreed: PhaseRun | undefined
  /** First view of the untouched page, and the prompt in it. */
  readonly first: View | undefined
  readonly firstMark: Mark | undefined
  readonly prompt: Prompt | undefined
  /** Further choices behind the prompt, as they were before anything was chosen. */
  readonly behind: { readonly layer: Layer; readonly mark: Mark } | undefined
  readonly obstacle: ReturnType<typeof obstacleOf>
  /** Why absence in this run shows nothing. */
  readonly open: Text | undefined
}

const WHY: Readonly<Record<NonNullable<Seen['obstacle']>['kind'], Text>> = {
  unopened: { zh: '页面没有打开', en: 'the page did not open' },
  error: { zh: '页面返回错误', en: 'the page answered with an error' },
  challenge: {
    zh: '页面要求人机验证或识别出自动化访问，没有看到网站本身',
    en: 'the page asks for a check against automation: the site itself was not seen',
  },
  blank: { zh: '页面是空白的', en: 'the page is blank' },
  canvas: {
    zh: '页面画在画布上，文字和按钮读不出来',
    en: 'the page is drawn on a canvas: words and buttons cannot be read',
  },
  fonts: {
    zh: '浏览器没有可用的字体，页面文字没有画出来',
    en: 'the browser has no fonts: the page’s words were not drawn',
  },
  login: {
    zh: '页面要求登录，登录后的部分没有看到',
    en: 'the page asks for a login: what lies behind it was not seen',
  },
}

export function gather(run: Run): Seen {
  const [untouched, refused, agreed] = (['untouched', 'refused', 'agreed'] as const).map((name) =>
    run.phases.find((phase) => phase.name === name),
  )
  const marks = untouched?.marks ?? []
  const shown = marks.find((mark) => mark.act === 'shown')
  const stay = marks.find((mark) => mark.act === 'stay')
  const early = viewAt(run, shown)
  const late = viewAt(run, stay)
  const firstMark = early && findPrompt(early) ? shown : (stay ?? shown)
  const first = firstMark === shown ? early : late
  const obstacle = obstacleOf(run)
  const prompt = shown?.dialog ? promptOf(shown.dialog) : ((first && findPrompt(first)) ?? toldIn(untouched))
  return {
    run,
    untouched,
    refused,
    agreed,
    first,
    firstMark,
    prompt,
    behind: behindIn(run, [untouched, refused]),
    obstacle,
    open: whyOpen(run, untouched, refused, obstacle) ?? unanswered(shown, agreed),
  }
}

/** A box of the browser's own that told of the rules on the first visit and asked nothing. */
function toldIn(untouched: PhaseRun | undefined): Prompt | undefined {
  const until = untouched?.marks.find((mark) => mark.act === 'scroll')?.at ?? Number.POSITIVE_INFINITY
  for (const event of untouched?.events ?? []) {
    const dialog = event.at <= until ? dialogOf(event) : undefined
    if (dialog && tellsRules(dialog)) return { ...promptOf(dialog), controls: [] }
  }
  return undefined
}

function behindIn(run: Run, phases: readonly (PhaseRun | undefined)[]): Seen['behind'] {
  for (const phase of phases) {
    const mark = phase?.marks.find((one) => one.act === 'layer')
    const view = viewAt(run, mark)
    const layer = view && layerIn(view, new Set())
    if (mark && layer) return { layer, mark }
  }
  return undefined
}

const unanswered = (shown: Mark | undefined, agreed: PhaseRun | undefined): Text | undefined =>
  shown?.dialog && agreed?.decidedAt === undefined
    ? {
        zh: '浏览器对话框的按钮表示什么不清楚，未作选择，之后的页面没有看到',
        en: 'what the buttons of the browser’s own box mean is unclear: none was pressed, and the page behind it was not seen',
      }
    : undefined

function whyOpen(
  run: Run,
  untouched: PhaseRun | undefined,
  refused: PhaseRun | undefined,
  obstacle: Seen['obstacle'],
): Text | undefined {
  if (obstacle) return WHY[obstacle.kind]
  if (!untouched?.whole || (refused?.decidedAt !== undefined && !refused.whole))
    return { zh: '运行没有走完，记录不完整', en: 'the run did not get to its end: the record is not complete' }
  const detects = run.phases.some((phase) =>
    phase.events.some((event) => event.kind === 'call' && event.api === 'navigator.webdriver'),
  )
  if (detects)
    return {
      zh: '页面脚本检测自动化访问（navigator.webdriver），对真实用户的行为可能不同',
      en: 'the page’s scripts look for automation (navigator.webdriver): with people it may behave otherwise',
    }
  if (run.problems.some((problem) => problem.code === 'budget'))
    return {
      zh: '超出时间或流量上限，记录不完整',
      en: 'the budget of time or bytes ran out: the record is not complete',
    }
  return undefined
}

/** Evidence from what was in view at a mark. */
export const seenAt = (mark: Mark | undefined, words: string): Evidence => ({
  artifact: mark?.shot ?? 'run.json',
  locator: mark?.url ?? '',
  excerpt: words.slice(0, 160),
  method: 'dynamic',
})

/** Records everything a consent run shows on the app's row. */
export function recordRun(run: Run, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const seen = gather(run)
  const events = accessesOf(run)
  recordEvents(events, app, recorder, seen.open)
  if (seen.obstacle?.kind === 'unopened' || seen.obstacle?.kind === 'error') return
  recordPrompt(seen, app)
  recordBoxes(seen, app, recorder)
  recordRefusal(seen, app, beside)
  recordPermissions(seen, app, recorder)
  recordCollections(seen, app, recorder, beside)
  recordRecipients(seen, app, recorder, beside)
  recordHandovers(seen, app)
  recordWalk(seen, app, recorder, beside)
}

/** Act 1.2: whether the first view points to the rules. */
function recordPrompt(seen: Seen, app: RowRecorder): void {
  const { first, firstMark, prompt, obstacle } = seen
  if (!first && !prompt) return
  if (prompt) {
    const named = prompt.policyLinks.length > 0 || POLICY_NAME.test(prompt.text)
    const here = seenAt(firstMark, prompt.text)
    if (named) app.show('policyPrompted', true, here)
    else if (
      /收集|使用|处理/.test(prompt.text) &&
      /个人信息|个人数据|信息/.test(prompt.text) &&
      prompt.text.length > 80
    )
      app.unknown('policyPrompted', {
        zh: '弹窗写有规则但没有隐私政策链接，是否足够明显须由人判断',
        en: 'the prompt tells rules but links no policy: whether that is enough is for a person',
      })
    else if (prompt.kind === 'native' && asksBehind(seen))
      app.unknown('policyPrompted', {
        zh: '浏览器对话框之后页面还有提示，其中是否写明隐私政策须由人判断',
        en: 'the page prompts again behind the browser’s own box: whether the policy is named there is for a person',
      })
    else if (!obstacle) app.show('policyPrompted', false, here)
    return
  }
  if (obstacle) {
    app.unknown('policyPrompted', WHY[obstacle.kind])
    return
  }
  if (!first) return
  const inviting = [...first.nodes.keys()].find((at) => invites(first, at))
  if (inviting !== undefined) {
    const here = seenAt(firstMark, first.text(Math.max(0, first.node(inviting).parent)))
    app.indicate('policyPrompted', true, here)
    app.unknown('policyPrompted', {
      zh: '首屏有提及隐私政策的文字，是否足够明显须由人判断',
      en: 'words on the first view mention the policy: whether they are conspicuous is for a person',
    })
  } else if (drawn(first)) app.unknown('policyPrompted', WHY.canvas)
  else app.show('policyPrompted', false, seenAt(firstMark, '首次打开后未见提示阅读隐私政策的弹窗、横幅或文字'))
}

/** Whether a page goes on to ask or tell of rules once a box of the browser's own is answered. */
const asksBehind = ({ run, refused, agreed }: Seen): boolean =>
  [refused, agreed].some((phase) => {
    const marks = phase?.marks ?? []
    if (marks.filter(({ act }) => act === 'agree' || act === 'refuse').length > 1) return true
    const view = viewAt(
      run,
      marks.find(({ act }) => act === 'decided'),
    )
    return (
      view !== undefined && (findPrompt(view) !== undefined || [...view.nodes.keys()].some((at) => invites(view, at)))
    )
  })

/** A sentence, not a bare link, that speaks of the policy. */
function invites(view: View, at: number): boolean {
  if (!view.seen(at) || !POLICY_NAME.test(view.own(at))) return false
  const { parent } = view.node(at)
  const sentence = `${parent >= 0 ? view.own(parent) : ''} ${view.own(at)}`
  return INVITES.test(sentence.replace(POLICY_NAME, '')) && sentence.replace(/\s/g, '').length >= 12
}

const drawn = (view: View): boolean =>
  view.nodes.some(({ tag, box }) => tag === 'canvas' && box[2] * box[3] > view.page.width * view.page.height * 0.3)

/** Act 3.4: boxes ticked beforehand, and wording that takes something else for consent. */
function recordBoxes(seen: Seen, app: RowRecorder, recorder: Recorder): void {
  const { prompt, behind, firstMark, open } = seen
  const list = recorder.list(app, 'consentBoxes', 'consentBox')
  if (open) list.open(open)
  const record = (boxes: readonly Box[], mark: Mark | undefined, where: string) => {
    for (const box of boxes) {
      if (box.kind === 'other' || (box.kind === 'purpose' && box.disabled)) continue
      const here = seenAt(mark, `${box.ticked ? '☑' : '☐'} ${box.text}`)
      const row = list.add(recorder.row('consentBox', `${where} ${box.text}`)).seen(here)
      row.show('id', row.id).show('text', box.text.slice(0, 80))
      if (box.ticked !== undefined) row.show('ticked', box.ticked, here)
    }
  }
  if (prompt) record(prompt.boxes, firstMark, 'prompt')
  if (behind) record(behind.layer.boxes, behind.mark, 'layer')
  if (!prompt) return
  const agree = prompt.controls.some((control) => control.choice === 'agree')
  const implied = impliedIn(prompt.text)
  if (implied !== undefined) {
    const here = seenAt(firstMark, implied)
    if (agree) app.indicate('consentImplied', true, here)
    else app.show('consentImplied', true, here)
  }
  const refuse = controlFor(prompt, 'refuse')
  const further = refusedBehind(seen)
  if (agree && !refuse && further) {
    app.show('refusalOffered', true, seenAt(further, `${labels(prompt)}，拒绝：${further.label ?? ''}`))
    app.show('choicesUnequal', true, seenAt(further, `同意一步，拒绝须先打开下一层：${further.label ?? ''}`))
    return
  }
  if (agree && !refuse)
    app.unknown('consentImplied', {
      zh: '只有同意按钮，没有拒绝按钮，能否视为明示同意须由人判断',
      en: 'there is a button to agree and none to refuse: whether that is an express choice is for a person',
    })
  if (agree && !open) app.show('refusalOffered', refuse !== undefined, seenAt(firstMark, labels(prompt)))
  if (!refuse || !seen.first) return
  const yes = controlFor(prompt, 'agree')
  const unequal = yes ? inequalities(seen.first, yes, refuse) : []
  if (yes) app.show('choicesUnequal', unequal.length > 0, seenAt(firstMark, `${labels(prompt)}：${unequal.join('，')}`))
}

/** The touch that refused behind the first prompt; undefined where the prompt itself let people refuse. */
export const refusedBehind = ({ refused, behind }: Seen): Mark | undefined =>
  behind && refused?.marks.some((mark) => mark.act === 'layer')
    ? refused.marks.find((mark) => mark.act === 'refuse')
    : undefined

const labels = (prompt: Prompt): string => prompt.controls.map((c) => `[${c.label}]`).join(' ')

/** Acts 3.2, 4.2, 4.5, 4.6: what follows a refusal. */
function recordRefusal(seen: Seen, app: RowRecorder, beside: Beside): void {
  const { refused, run, prompt } = seen
  if (!refused) return
  if (refused.decidedAt === undefined) {
    const why: Text = prompt
      ? { zh: '提示中没有可表示拒绝的按钮，无法试验拒绝', en: 'the prompt has no way to refuse: refusal was not tried' }
      : { zh: '没有征求同意的提示，无法试验拒绝', en: 'there is no prompt: refusal was not tried' }
    app.unknown('promptedAgain', why).unknown('refusalStopsBasic', why)
    return
  }
  const mark = (act: Mark['act']) => refused.marks.findLast((m) => m.act === act)
  const decided = mark('decided')
  const touches = refused.marks.filter((m) => m.act === 'refuse')
  const last = touches.at(-1)
  const again = (['decided', 'reload', 'visit'] as const).flatMap((act) => {
    const at = mark(act)
    const view = viewAt(run, at)
    const found = view && findPrompt(view)
    return found && found.kind !== 'inline' && controlFor(found, 'agree') ? [seenAt(at, labels(found))] : []
  })
  for (const event of refused.events) {
    const dialog = event.at > refused.decidedAt ? dialogOf(event) : undefined
    if (dialog && asksConsent(dialog) && controlFor(promptOf(dialog), 'agree'))
      again.push(
        seenAt(
          refused.marks.findLast((m) => m.at <= event.at),
          dialog.message,
        ),
      )
  }
  if (touches.length > 1) again.unshift(seenAt(last, `再次询问后点击“${last?.label ?? ''}”`))
  const looked = viewAt(run, mark('reload')) !== undefined && viewAt(run, mark('visit')) !== undefined
  if (again.length > 0) {
    app.indicate('promptedAgain', true, ...again)
    app.unknown('promptedAgain', {
      zh: '拒绝后再次征求同意；是否构成频繁须由人判断',
      en: 'consent was asked again after a refusal: whether that is too often is for a person',
    })
  } else if (looked && !seen.open)
    app.show('promptedAgain', false, seenAt(mark('visit'), '刷新和再次访问均未再次征求同意'))

  const before = viewAt(
    run,
    refused.marks.find((m) => m.act === 'shown'),
  )
  const state = decided?.dialog
    ? { usable: false, why: '浏览器对话框反复弹出，页面被挡住' }
    : stillUsable(before, viewAt(run, decided), decided?.gone === true, run.url)
  if (!state) return
  const here = seenAt(decided, `点击“${last?.label ?? ''}”后：${state.why}`)
  if (state.usable) {
    app.show('refusalStopsBasic', false, here).show('improvementForced', false, here)
    return
  }
  const type = beside.category === undefined ? undefined : appType(beside.category)
  if (type?.noneNeeded) app.show('refusalStopsBasic', true, here)
  else {
    app.indicate('refusalStopsBasic', true, here)
    app.unknown('refusalStopsBasic', {
      zh: '拒绝后无法继续使用；须指定App类型（--category）或被拒绝的项目才能判断是否必要',
      en: 'use stops after a refusal: name the category (--category) or the refused item to tell whether it was necessary',
    })
  }
}

/** Whether the refused context, whose permissions were denied, could be used before any choice. */
export function usableWhenDenied(seen: Seen): { readonly usable: boolean; readonly evidence: Evidence } | undefined {
  const mark = seen.refused?.marks.find((m) => m.act === 'shown')
  const view = viewAt(seen.run, mark)
  if (!view || !mark) return undefined
  const found = findPrompt(view)
  const words = mainWords(view, found)
  const blocked = !found && covered(view) > 0.6
  if (blocked || words.length < 30)
    return /权限|定位|位置|相机|麦克风/.test(view.words()) &&
      /无法|不能|需要|请(?:先)?(?:开启|允许|授权)/.test(view.words())
      ? { usable: false, evidence: seenAt(mark, view.words()) }
      : undefined
  return { usable: true, evidence: seenAt(mark, `拒绝权限后页面仍有${words.length}字内容`) }
}
