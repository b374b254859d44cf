import type { PhaseRun, Run, Stored, Walk } from '../../src/collect/web/run-model.ts'
import { type Box, viewFrom } from '../collect/web/view-writer.ts'
import { policyOf } from '../support/audit-bytes.ts'
import type { Case } from './cases.ts'

/** Saved consent runs of a small shop, made by hand: what a browser would have written for an honest and a sly page. */
const T = 1_790_000_000_000
const HOME = 'https://shop.example/'
const goods: Box = { tag: 'p', text: '今日上新：赣南脐橙、五常大米、高山云雾茶，全场满九十九元包邮，次日送达。' }
const link = (text: string, href: string): Box => ({ tag: 'a', text, attrs: { href } })
const body = (...kids: Box[]): Box => ({ tag: 'body', kids })
const ask = (...more: Box[]): Box => ({
  style: { position: 'fixed', z: 9 },
  kids: [
    { text: '请阅读《隐私政策》，同意后我们才会处理您的个人信息' },
    { tag: 'button', text: '不同意' },
    { tag: 'button', text: '同意' },
    ...more,
  ],
})
const ticked: Box = {
  tag: 'label',
  text: '我已阅读并同意《隐私政策》',
  kids: [{ tag: 'input', attrs: { type: 'checkbox' }, checked: true }],
}
const words = (text: string): Box[] =>
  text
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((one) => ({ tag: 'p', text: one.replace(/^#+ /, '') }))

const RULES = policyOf()
/** A policy that names no right, no channel and no recipient. */
const BARE = `# 示例隐私政策\n\n## 一、我们如何收集和使用个人信息\n\n为了提供账号登录功能，我们会收集您的手机号码，用于验证您的身份。\n\n${'我们重视对您的个人信息的保护，采取加密存储、访问控制等技术措施防止泄露。'.repeat(8)}`
const ENGLISH = `# Privacy policy\n\n${'We collect your phone number to create your account and your location to show nearby shops. '.repeat(8)}`

const views = {
  asking: viewFrom(body(goods, ask())),
  ticked: viewFrom(body(goods, ask(ticked))),
  unequal: viewFrom(
    body(goods, {
      style: { position: 'fixed', z: 9 },
      kids: [
        { text: '请阅读《隐私政策》，同意后我们才会处理您的个人信息' },
        { tag: 'button', text: '不同意', style: { size: 12, color: 'rgb(220, 220, 220)' } },
        { tag: 'button', text: '同意', style: { size: 20 } },
      ],
    }),
  ),
  denied: viewFrom(body({ tag: 'p', text: '请先允许定位权限，否则无法使用' })),
  open: viewFrom(body(goods, link('设置', '/settings'), link('隐私政策', '/privacy'))),
  bare: viewFrom(body(goods, link('设置', '/settings'), link('登录', '/login'))),
  blocked: viewFrom(body({ tag: 'p', text: '您已拒绝，无法继续使用本服务，请退出。' })),
  policy: viewFrom(body(...words(RULES)), `${HOME}privacy`),
  settings: viewFrom(
    body(
      { tag: 'p', text: '设置' },
      link('个性化推荐', '/ads'),
      link('修改个人资料', '/profile'),
      link('注销账号', '/close'),
      { tag: 'button', text: '撤回同意' },
      link('客服热线 400-800-1234', 'tel:400-800-1234'),
    ),
    `${HOME}settings`,
  ),
  profile: viewFrom(body({ tag: 'p', text: '修改个人资料：昵称、头像、收货地址都可以在这里改。' }), `${HOME}profile`),
  close: viewFrom(body({ tag: 'p', text: '注销账号：点击下方按钮并输入短信验证码即可完成。' }), `${HOME}close`),
  hard: viewFrom(body({ tag: 'p', text: '注销账号须上传手持身份证照片，并将承诺书邮寄至我司。' }), `${HOME}close`),
  partner: viewFrom(
    body(
      goods,
      link('设置', '/settings'),
      link('隐私政策', '/privacy'),
      link('去合作商家领券', 'https://mall.partner.example/in?openid=oX2a9Kd81LmQ7'),
    ),
  ),
  form: viewFrom(
    body({ tag: 'p', text: '领取优惠' }, { tag: 'input', attrs: { placeholder: '请输入身份证号' } }),
    `${HOME}form`,
  ),
} as const
type ViewName = keyof typeof views
const order = Object.keys(views) as ViewName[]
const at = (name: ViewName): number => order.indexOf(name)

const canaries = (i: number): PhaseRun['canaries'] => ({
  latitude: `39.91234${i}`,
  longitude: `116.43210${i}`,
  phone: `1700000123${i}`,
  email: `a${i}@example.com`,
  name: `规矩${i}`,
  clipboard: `clip-${i}-abcdef`,
  userAgent: 'Mozilla/5.0',
})
const IDS = ['a81bc81bdead4e5d', '0f8fad5bd9cb469f', '7c9e6679742544de'] as const
const NAMES = ['untouched', 'refused', 'agreed'] as const

interface Shape {
  readonly first?: ViewName
  /** What stands there first where permissions are denied. */
  readonly whenDenied?: ViewName
  /** What stands there after a refusal. */
  readonly refused?: ViewName
  /** Whether anybody can choose. */
  readonly chooses?: boolean
  /** An identifier goes to a tracker: at once, or only after agreeing. */
  readonly tracks?: 'always' | 'after-agreeing'
  /** Permissions asked for on opening. */
  readonly prompts?: readonly string[]
  readonly policy?: string
  readonly walk?: Walk
}

function phases(shape: Shape): PhaseRun[] {
  const { first = 'asking', refused = 'open', chooses = true, tracks, prompts = [] } = shape
  return NAMES.map((name, i): PhaseRun => {
    const decidedAt = name === 'untouched' || !chooses ? undefined : T + 3000
    const tracker = (time: number) => ({
      kind: 'request' as const,
      at: time,
      method: 'GET',
      type: 'Image',
      page: HOME,
      url: `https://t.tracker.example/c?did=${IDS[i]}`,
    })
    const mark = (after: number, act: PhaseRun['marks'][number]['act'], view?: ViewName, label?: string) => ({
      at: T + after,
      act,
      url: HOME,
      status: 200,
      shot: `${name}-${act}.jpg`,
      ...(view === undefined ? {} : { view: at(view) }),
      ...(label === undefined ? {} : { label }),
    })
    const later = name === 'refused' ? refused : 'open'
    const chosen =
      decidedAt === undefined
        ? [mark(2000, 'stay', first)]
        : [
            mark(3000, name === 'refused' ? 'refuse' : 'agree', undefined, name === 'refused' ? '不同意' : '同意'),
            mark(4000, 'decided', later),
            mark(5000, 'reload', later),
            mark(6000, 'visit', later),
          ]
    return {
      name,
      canaries: canaries(i),
      marks: [
        { at: T, act: 'open', url: 'about:blank' },
        mark(500, 'shown', name === 'refused' ? (shape.whenDenied ?? first) : first),
        ...chosen,
      ],
      events: [
        { kind: 'request', at: T, method: 'GET', type: 'Document', page: HOME, url: HOME, status: 200 },
        ...prompts.map((api, n) => ({ kind: 'call' as const, at: T + 600 + n, api, detail: 'video', page: HOME })),
        ...(tracks === 'always' ? [tracker(T + 700), tracker(T + 4500)] : []),
        ...(tracks === 'after-agreeing' && name === 'agreed' ? [tracker(T + 4500)] : []),
      ],
      stored:
        tracks === undefined
          ? [{ at: T + 900, cookies: [], items: [] }]
          : [
              {
                at: T + 900,
                cookies: [],
                items: [{ origin: 'https://shop.example', local: true, name: 'did', value: IDS[i]! }],
              },
            ],
      ...(decidedAt === undefined ? {} : { decidedAt }),
      whole: true,
    }
  })
}

const kept = (value: string): Stored => ({
  at: T + 8000,
  cookies: [],
  items: [{ origin: 'https://shop.example', local: true, name: 'consent', value }],
})
const state = (id: number, view: ViewName, clicks: number, way: readonly string[]) => ({
  id,
  url: views[view].url,
  view: at(view),
  clicks,
  way,
  status: 200,
})
const edge = (from: number, to: number, label: string) => ({ from, to, label })

/** The main view, settings and what they lead to. */
const honestWalk: Walk = {
  states: [
    state(0, 'open', 0, []),
    state(1, 'settings', 1, ['设置']),
    state(2, 'policy', 1, ['隐私政策']),
    state(3, 'profile', 2, ['设置', '修改个人资料']),
    state(4, 'close', 2, ['设置', '注销账号']),
  ],
  edges: [edge(0, 1, '设置'), edge(0, 2, '隐私政策'), edge(1, 3, '修改个人资料'), edge(1, 4, '注销账号')],
  dead: [],
  complete: true,
  policyState: 2,
  switches: [
    { state: 1, text: '个性化推荐', before: true, after: false, later: false, changed: true, kept: true, shots: [] },
  ],
  withdrawal: {
    state: 1,
    label: '撤回同意',
    at: T + 8000,
    before: kept('yes'),
    after: kept('no'),
    view: at('asking'),
    shots: [],
  },
}
/** A main view that leads to a login and nothing else. */
const silentWalk: Walk = {
  states: [state(0, 'bare', 0, [])],
  edges: [],
  dead: [],
  complete: true,
  switches: [],
}

function saved(shape: Shape): Record<string, string> {
  const { policy } = shape
  const walk = shape.walk ?? honestWalk
  const run: Run = {
    schema: 'guiju/run/1',
    target: HOME,
    url: HOME,
    title: '示例商城',
    startedAt: new Date(T).toISOString(),
    ms: 9000,
    bytes: 1000,
    browser: { product: 'Chrome/150', from: 'system', sandbox: true },
    phases: phases(shape),
    walk,
    ...(policy === undefined ? {} : { policy: { url: views.policy.url, file: 'policy.md', view: at('policy') } }),
    views: order.map((name) => views[name]),
    problems: [],
  }
  return {
    'run/run.json': JSON.stringify(run),
    ...(policy === undefined ? {} : { 'run/policy.md': policy }),
  }
}

const page = (name: string, shape: Shape, expect: Case['expect'], options: Case['options'] = {}): Case => ({
  name,
  given: ['web'],
  target: 'run',
  files: saved(shape),
  options,
  expect,
})

const byTracker: Shape = { policy: RULES, tracks: 'always' }
const far = honestWalk.states.map((one) => (one.id === 2 ? { ...one, clicks: 5, way: ['a', 'b', 'c', 'd', 'e'] } : one))

export const pages: readonly Case[] = [
  page(
    'a page that asks first, keeps its word and offers every way out',
    { policy: RULES },
    {
      '1.1': 'passed',
      '1.2': 'passed',
      '1.3': 'passed',
      '1.4': 'passed',
      '3.1': 'passed',
      '3.2': 'passed',
      '3.4': 'passed',
      '3.6': 'passed',
      '3.8': 'passed',
      '4.2': 'passed',
      '4.5': 'passed',
      '4.6': 'passed',
      '5.1': 'passed',
      '6.1': 'passed',
      '6.2': 'passed',
    },
  ),
  page(
    'a page that says nothing and leads nowhere',
    { first: 'bare', chooses: false, walk: silentWalk },
    { '1.1': 'failed', '1.2': 'failed' },
  ),
  page('a tracker that runs whatever is chosen and is named nowhere', byTracker, {
    '2.1': 'failed',
    '3.1': 'failed',
    '3.2': 'failed',
    '5.1': 'failed',
  }),
  page(
    'a link to a partner with an open id in it',
    { policy: RULES, walk: { ...honestWalk, states: [state(0, 'partner', 0, []), ...honestWalk.states.slice(1)] } },
    { '5.3': 'cantTell' },
  ),
  page('a box ticked in advance', { policy: RULES, first: 'ticked' }, { '3.4': 'failed' }),
  page('a policy five steps away', { policy: RULES, walk: { ...honestWalk, states: far } }, { '1.3': 'failed' }),
  page('a policy in English only', { policy: ENGLISH }, { '1.4': 'failed' }),
  page(
    'location and camera asked for on opening, without a word, against the policy, and no use without',
    {
      policy: policyOf('我们不收集您的位置信息。'),
      whenDenied: 'denied',
      prompts: ['geolocation.getCurrentPosition', 'mediaDevices.getUserMedia'],
    },
    { '2.3': 'failed', '3.1': 'failed', '3.9': 'failed', '4.6': 'failed' },
  ),
  page(
    'location asked for again and again',
    { policy: RULES, prompts: Array.from({ length: 6 }, () => 'geolocation.getCurrentPosition') },
    { '4.4': 'cantTell' },
  ),
  page(
    'a button to agree that outshines the one to refuse',
    { policy: RULES, first: 'unequal' },
    { '3.7': 'untested' },
  ),
  page(
    'a switch that turns itself on again',
    {
      policy: RULES,
      walk: {
        ...honestWalk,
        switches: [
          {
            state: 1,
            text: '个性化推荐',
            before: true,
            after: false,
            later: true,
            changed: true,
            kept: false,
            shots: [],
          },
        ],
      },
    },
    { '3.6': 'failed' },
  ),
  page(
    'accounts that nobody can close, consent that nobody can withdraw, no channel',
    { policy: BARE, first: 'bare', chooses: false, walk: silentWalk },
    { '3.8': 'failed', '6.1': 'failed', '6.5': 'failed' },
  ),
  page(
    'refusal ends it, where nothing is needed',
    { policy: RULES, refused: 'blocked' },
    { '4.2': 'failed' },
    {
      category: '浏览器类',
    },
  ),
  page(
    'closing an account by hand-held identity card and post',
    {
      policy: RULES,
      walk: {
        ...honestWalk,
        states: honestWalk.states.map((one) => (one.id === 4 ? { ...one, view: at('hard') } : one)),
      },
    },
    { '6.2': 'failed' },
  ),
]
