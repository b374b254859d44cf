import type { Control, Prompt } from './consent.ts'
import type { OtherEvent, RunEvent } from './events.ts'
import { ABOUT_PRIVACY, type Choice, POLICY_NAME } from './words.ts'

/** A box of the browser's own. Nothing else of the page runs or can be seen while it stands. */
export interface Dialog {
  readonly type: 'alert' | 'confirm' | 'prompt'
  readonly message: string
}

/** An answer to a box: which of its buttons, and what is typed into it. */
export interface Answer {
  readonly accept: boolean
  readonly text?: string
}

export const BUTTONS = { accept: '确定', dismiss: '取消' } as const

/** Undoes, closes or clears something: no request for consent, whatever else it speaks of. */
const UNDOES =
  /撤回|撤销|收回|注销|取消(?:授权|同意)|退出登录|删除|清除|清空|离开(?:本|此|当前)?页面|withdraw|revoke|delete/i
const ASKS = /同意|接受|允许|授权|许可|认可|agree|accept|allow|consent/i
const DENIES = /不同意|不接受|不允许|不授权|不认可|拒绝|谢绝|暂不|disagree|decline|reject|refuse|deny/i
/** Asks whether a refusal is meant. */
const MEANT = /(?:确定|确认|是否|真的|仍然?|坚持)(?:要|仍|继续)?[^，。；？?]{0,6}(?:不同意|不接受|不授权|拒绝|谢绝)/
const LEAVES = /退出|离开|关闭|停止使用|exit|leave|quit/i
const LIMITS =
  /(?:仅|只|仅能|只能)(?:可以?|能|使用|限)?(?:浏览|查看|基本|访客|游客|必要)|(?:游客|访客|浏览|基本功能)模式|(?:游客|访客)身份/
const GOES_ON = /继续|进入|开始|浏览|continue|enter/i
/** A button named as one: after a verb of touch, or in quotes. */
const NAMED =
  /(?:点击|点选|选择|轻触|按下|按|点|click|press|tap|choose)\s*["“「『【'‘（(]?\s*(确定|确认|好的?|是|ok|yes|取消|否|cancel|no)(?![a-z])|["“「『【'‘（(]\s*(确定|确认|ok|取消|cancel)\s*["”」』】'’）)]/gi
const ACCEPTS = /^(?:确定|确认|好的?|是|ok|yes)$/i

/** What a clause says a button does. */
function meaningOf(clause: string): Choice | undefined {
  const rest = clause.replace(NAMED, ' ')
  if (DENIES.test(rest)) return LEAVES.test(rest) ? 'exit' : 'refuse'
  if (ASKS.test(rest)) return 'agree'
  if (LIMITS.test(rest)) return 'limited'
  if (LEAVES.test(rest)) return 'exit'
  if (GOES_ON.test(rest)) return 'acknowledge'
  return undefined
}

/** What the message itself says of its buttons; `unclear` where it says two things of one. */
function statedIn(message: string): { accept?: Choice; dismiss?: Choice; unclear: boolean } {
  const clauses = message.split(/[，,。；;！!？?\n]+/).map((clause) => clause.trim())
  const said: { accept?: Choice; dismiss?: Choice; unclear: boolean } = { unclear: false }
  for (const [i, clause] of clauses.entries()) {
    const buttons = [...clause.matchAll(NAMED)].map((found) =>
      ACCEPTS.test(found[1] ?? found[2]!) ? 'accept' : 'dismiss',
    )
    if (buttons.length === 0) continue
    const before = clauses[i - 1] ?? ''
    const after = clauses[i + 1] ?? ''
    const meaning =
      meaningOf(clause) ??
      (/^(?:如|若|假如|要是|倘若|if\b)/i.test(before) || before.length <= 12 ? meaningOf(before) : undefined) ??
      (/^(?:即|则|就|表示|代表|视为|将|您将)/.test(after) ? meaningOf(after) : undefined)
    if (meaning === undefined) continue
    for (const button of new Set(buttons) as Set<'accept' | 'dismiss'>) {
      if (said[button] !== undefined && said[button] !== meaning) said.unclear = true
      said[button] = meaning
    }
  }
  return said
}

/** What is to be typed for yes: 请输入“同意”. */
const typed = (message: string): string | undefined => {
  const word = /(?:输入|键入|填写|type|enter)\s*["“「『【'‘]\s*([^"”」』】'’]{1,12})\s*["”」』】'’]/i.exec(message)?.[1]
  return word !== undefined && ASKS.test(word) && !DENIES.test(word) ? word : undefined
}

/** What the buttons of a box do to consent. Nothing is taken for a choice that the box does not make one. */
export function choicesOf({ type, message }: Dialog): { readonly accept?: Choice; readonly dismiss?: Choice } {
  if (!ABOUT_PRIVACY.test(message) || UNDOES.test(message)) return {}
  const said = statedIn(message)
  if (said.unclear) return {}
  if (type === 'alert') return said.accept === 'agree' ? { accept: 'agree' } : {}
  if (MEANT.test(message) && said.accept === undefined && said.dismiss === undefined) return { accept: 'refuse' }
  const put = (accept: Choice | undefined, dismiss: Choice | undefined) => ({
    ...(accept === undefined ? {} : { accept }),
    ...(dismiss === undefined ? {} : { dismiss }),
  })
  if (type === 'prompt' && typed(message) === undefined) return put(undefined, said.dismiss)
  const opposite = (choice: Choice | undefined): Choice | undefined =>
    choice === 'agree' ? 'refuse' : choice === 'acknowledge' ? 'later' : undefined
  if (said.accept !== undefined || said.dismiss !== undefined) {
    // A button that refuses does not make the other one agree: 确定 may leave, and 取消 only close the box.
    if (said.accept === undefined && ASKS.test(message) && /^(?:refuse|exit|limited)$/.test(said.dismiss!))
      return put('agree', said.dismiss)
    // Going on without the button that agrees is a refusal that stays.
    const goesOn = said.accept === 'agree' && said.dismiss === 'acknowledge'
    return put(said.accept, goesOn ? 'limited' : (said.dismiss ?? opposite(said.accept)))
  }
  if (ASKS.test(message.replace(new RegExp(DENIES, 'gi'), ''))) return { accept: 'agree', dismiss: 'refuse' }
  return /[?？]|吗|是否|继续|continue/i.test(message) ? { accept: 'acknowledge', dismiss: 'later' } : {}
}

/** Whether a box asks for consent, so that it must not be answered by the way. */
export const asksConsent = (dialog: Dialog): boolean => {
  const { accept, dismiss } = choicesOf(dialog)
  if (accept !== undefined || dismiss !== undefined) return true
  return dialog.type !== 'alert' && ABOUT_PRIVACY.test(dialog.message) && !UNDOES.test(dialog.message)
}

/** Whether a box tells of rules on personal information. */
export const tellsRules = ({ message }: Dialog): boolean =>
  (ABOUT_PRIVACY.test(message) || POLICY_NAME.test(message)) && !UNDOES.test(message)

/** The box as a prompt: its words, and its buttons as far as they choose. It has no boxes to tick and no links. */
export function promptOf(dialog: Dialog): Prompt {
  const { accept, dismiss } = choicesOf(dialog)
  const control = (label: string, choice: Choice | undefined): Control[] =>
    choice === undefined ? [] : [{ at: -1, label, choice, disabled: false }]
  return {
    root: -1,
    kind: 'native',
    text: dialog.message,
    controls: [...control(BUTTONS.dismiss, dismiss), ...control(BUTTONS.accept, accept)],
    policyLinks: [],
    boxes: [],
  }
}

/** How a control of a box is pressed. */
export const answerOf = (dialog: Dialog, control: Control): Answer => {
  const text = dialog.type === 'prompt' ? typed(dialog.message) : undefined
  return control.label === BUTTONS.accept
    ? { accept: true, ...(text === undefined ? {} : { text }) }
    : { accept: false }
}

/** The box an event tells of; undefined where it is another event. */
export function dialogOf(event: RunEvent): (Dialog & Pick<OtherEvent, 'at'>) | undefined {
  if (event.kind !== 'dialog') return undefined
  const [, type, message] = /^(alert|confirm|prompt): ([\s\S]*)$/.exec(event.detail) ?? []
  return type === undefined ? undefined : { at: event.at, type: type as Dialog['type'], message: message! }
}
