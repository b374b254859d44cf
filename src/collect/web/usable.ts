import { findPrompt, type Prompt } from './consent.ts'
import type { Mark, Run } from './run-model.ts'
import { View } from './view.ts'
import { CHALLENGE, ERROR_PAGE, LOGIN_WALL } from './words.ts'

/** The view a mark refers to. */
export function viewAt(run: Run, mark: Mark | undefined): View | undefined {
  const page = mark?.view === undefined ? undefined : run.views[mark.view]
  return page && new View(page)
}

/** Words of the page that are not the prompt's. */
export function mainWords(view: View, prompt: Prompt | undefined = findPrompt(view)): string {
  if (!prompt || prompt.kind === 'inline') return view.words()
  const own = view.text(prompt.root)
  return view.words().replace(own, ' ')
}

/** Share of the grid that a layer over the page covers; the page's own frame of fixed parts is no layer. */
export function covered(view: View): number {
  const { grid } = view.page
  if (grid.length === 0) return 0
  const whole = view.words().length
  const shell = new Map<number, boolean>()
  /** Carries most of the page's words, or is what scrolls it: the page itself. */
  const isShell = (at: number) => {
    const known = shell.get(at)
    if (known !== undefined) return known
    const made = view.text(at).length > whole * 0.6 && findPrompt(view)?.root !== at
    shell.set(at, made)
    return made
  }
  const under = grid.filter((at) => {
    if (at < 0) return false
    return [at, ...view.above(at)].some((one) => {
      const { style, tag, attrs } = view.node(one)
      const layer =
        style.position === 'fixed' ||
        tag === 'dialog' ||
        attrs?.['aria-modal'] === 'true' ||
        (style.position === 'absolute' && (style.z ?? 0) >= 10)
      return layer && !isShell(one)
    })
  })
  return under.length / grid.length
}

const STOPPED =
  /无法(?:继续)?(?:使用|访问|提供)|不能(?:继续)?(?:使用|访问)|请(?:先)?(?:点击)?同意|需(?:要)?(?:您)?同意|停止(?:使用|访问|服务)|退出|已拒绝|不予提供|暂停服务/

/** Whether a page can still be used after a refusal; undefined where it cannot be told. */
export function stillUsable(
  before: View | undefined,
  after: View | undefined,
  gone: boolean,
  home: string,
): { readonly usable: boolean; readonly why: string } | undefined {
  if (gone || !after) return { usable: false, why: '页面被关闭' }
  if (/^(?:about:blank|chrome|data:)/.test(after.page.url)) return { usable: false, why: '跳转到空白页' }
  if (hostOf(after.page.url) !== hostOf(home)) return { usable: false, why: `跳转离开到 ${hostOf(after.page.url)}` }
  const now = mainWords(after)
  const then = before ? mainWords(before) : ''
  const share = covered(after)
  if (share > 0.6) return { usable: false, why: `页面${Math.round(share * 100)}%被遮挡` }
  if (now.length < 12) return { usable: false, why: '页面没有内容' }
  if (now.length < then.length * 0.4 && STOPPED.test(now)) return { usable: false, why: now.slice(0, 60) }
  if (now.length < 200 && STOPPED.test(now) && !STOPPED.test(then)) return { usable: false, why: now.slice(0, 60) }
  if (now.length < then.length * 0.25) return undefined
  return { usable: true, why: `拒绝后页面仍有${now.length}字内容，未被遮挡` }
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? ''

export type Obstacle = 'unopened' | 'error' | 'challenge' | 'blank' | 'canvas' | 'login' | 'fonts'

/** What stood between the run and the site; undefined where the site itself was seen. */
export function obstacleOf(run: Run): { readonly kind: Obstacle; readonly words: string } | undefined {
  const phase = run.phases.find((p) => p.name === 'untouched')
  const marks = phase?.marks ?? []
  const shown = marks.find((m) => m.act === 'shown')
  // A box of the browser's own hides the page until it is answered: what was seen then is the site.
  const decided = run.phases.toReversed().flatMap((p) => p.marks.filter((m) => m.act === 'decided' && !m.gone))
  if (shown?.dialog && decided.length === 0) return undefined
  const mark = shown?.dialog ? decided[0] : (marks.findLast((m) => m.act === 'stay') ?? shown)
  const view = viewAt(run, mark)
  if (!mark || !view || mark.gone || !/^https?:/.test(mark.url)) return { kind: 'unopened', words: mark?.url ?? '' }
  const words = view.words()
  const texts = [...view.nodes.keys()].filter((at) => view.own(at).length > 1 && view.node(at).hidden !== true)
  if (texts.length > 4 && texts.filter((at) => view.seen(at)).length < texts.length * 0.1)
    return { kind: 'fonts', words: '' }
  if ((mark.status ?? 200) >= 400) return { kind: 'error', words: String(mark.status) }
  const found = CHALLENGE.exec(words)
  if (found && words.length < 1200) return { kind: 'challenge', words: found[0] }
  const canvas = view.nodes.some(({ tag, box }) => tag === 'canvas' && box[2] * box[3] > 360 * 740 * 0.4)
  if (words.length < 20 && canvas) return { kind: 'canvas', words: '' }
  if (words.length < 10 && !view.nodes.some(({ tag }) => tag === 'img' || tag === 'video'))
    return { kind: 'blank', words: '' }
  if (ERROR_PAGE.test(words) && words.length < 200) return { kind: 'error', words: words.slice(0, 60) }
  if (isLoginWall(view)) return { kind: 'login', words: LOGIN_WALL.exec(words)?.[0] ?? '登录' }
  return undefined
}

/** A page that is nothing but a way to log in. */
export function isLoginWall(view: View): boolean {
  const words = mainWords(view)
  const password = view.nodes.some(({ tag, attrs }) => tag === 'input' && attrs?.['type'] === 'password')
  const links = view.nodes.filter(
    ({ tag, attrs }) => tag === 'a' && /^(?:\/|https?:)/.test(attrs?.['href'] ?? ''),
  ).length
  return (
    words.length < 300 &&
    links <= 6 &&
    (password || LOGIN_WALL.test(words)) &&
    /登录|登陆|log ?in|sign ?in/i.test(words)
  )
}
