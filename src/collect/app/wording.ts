/** Words on an app's screens that matter to the acts. Found means the words are there, not that the function works. */
export const WORDING = {
  /** Names a privacy policy. */
  policy:
    /隐私(?:权)?(?:政策|协议|声明|条款|保护指引|保护声明)|个人信息保护(?:政策|声明|规则)|privacy[ _-]?(?:policy|notice|statement)/i,
  /** Anything that could be part of asking for consent, as wide as can be: used only to say that there is nothing. */
  anyConsent:
    /隐私|隱私|同意|个人信息|個人資料|协议|協議|条款|條款|政策|声明|授权|授權|告知书|须知|yinsi|xieyi|tongyi|zhengce|privacy|consent|agree|gdpr|\bterms\b|\beula\b|disclaimer|accept\w{0,8}polic|polic(?:y|ies)_?(?:accept|confirm|shown|read|dialog)|プライバシー|利用規約|개인정보|동의|datenschutz|confidentialit|конфиденц/i,
  /** A first-run prompt that points to the policy. */
  prompt: /(?:请|欢迎|温馨提示|感谢)[\s\S]{0,120}(?:阅读|查看)[\s\S]{0,40}隐私/,
  /** Use, login or registration taken for consent. */
  implied:
    /(?:登录|登陆|注册|使用|继续|进入|点击)[^。；\n]{0,24}?(?:即|则|就)?(?:代表|表示|视为|意味着|默认)(?:您|你|用户)?(?:已)?(?:阅读)?(?:并|且|,|，)?(?:同意|接受)/,
  /** Consent to a policy or agreement in one box. */
  consentBox: /同意|已阅读|接受|agree|accept/i,
  consentObject: /隐私|协议|政策|条款|privacy|terms|policy|agreement/i,
  withdraw: /撤回(?:同意|授权)|撤销(?:同意|授权)|取消授权|停止使用并撤回/,
  targetingSwitch:
    /个性化(?:推荐|广告|内容|服务|推送)|定向推送|程序化广告|兴趣推荐|personali[sz]ed (?:ads|recommend|content)/i,
  account: /登录|登陆|注册|\b(?:log|sign)[ -]?in\b|\bsign[ -]?up\b/i,
  closeAccount:
    /注销(?:账号|帐号|账户|帐户|用户|我的)?|(?:账号|帐号|账户|帐户)注销|删除(?:账号|帐号|账户)|(?:delete|close|cancel) (?:my )?account/i,
  /** Anything that could be a channel, as wide as can be: used only to say that there is none. */
  anyChannel:
    /投诉|举报|客服|反馈|联系|帮助|热线|电话|邮箱|邮件|关于我们|在线咨询|人工服务|公众号|微信群|QQ群|\b400[- ]?\d{3}|customer|feedback|contact|help (?:cent|desk)|complain|mailto:|\btel:|@[\w-]+\.(?:com|cn|net|org)\b/i,
  channel: /投诉|举报|客服|意见反馈|联系我们|反馈|customer service|feedback|contact us/i,
} as const

export type Wording = keyof typeof WORDING

/** Where wording was found first. */
export interface WordingHit {
  readonly text: string
  readonly locator: string
}

/** Words for people have blanks or Chinese characters; addresses count as links. */
const SPOKEN = /\s|[\u4e00-\u9fff]|:\/\//
/** Patterns by which an absence is told: whatever holds them counts. */
const WIDE: ReadonlySet<Wording> = new Set(['anyConsent', 'anyChannel'])
const PIECE = 8_400
const OVERLAP = 400

/** Looks for all wordings in one pass over the texts of a package. */
export class WordingSearch {
  readonly hits: Partial<Record<Wording, WordingHit>> = {}
  /** One pass decides whether any pattern can match, so that the many plain strings cost little. */
  static readonly #any = new RegExp(
    Object.values(WORDING)
      .map((p) => p.source)
      .join('|'),
    'i',
  )

  /** `code`: the text is any string of a program; names and patterns in it are no words on a screen. */
  look(text: string, locator: string, code = false): void {
    if (text.length < 2) return
    const spoken = !code || SPOKEN.test(text)
    // Long texts are looked at in overlapping pieces, so that the search stays linear.
    for (let at = 0; at < text.length; at += PIECE - OVERLAP) this.#piece(text.slice(at, at + PIECE), locator, spoken)
  }

  #piece(text: string, locator: string, spoken: boolean): void {
    if (!WordingSearch.#any.test(text)) return
    for (const [name, pattern] of Object.entries(WORDING) as [Wording, RegExp][])
      if (this.hits[name] === undefined && (spoken || WIDE.has(name)) && pattern.test(text))
        this.hits[name] = { text: excerptAround(text, pattern), locator }
  }
}

function excerptAround(text: string, pattern: RegExp): string {
  const at = pattern.exec(text)?.index ?? 0
  return text
    .slice(Math.max(0, at - 20), at + 60)
    .replace(/\s+/g, ' ')
    .trim()
}
