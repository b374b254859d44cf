import type { Text } from '../../law/text.ts'
import { html } from '../escape.ts'
import type { Lang } from '../lang.ts'
import { plainPage } from '../plain-page.ts'

/** The eight tips of the proposal of 2018, in this project's words: what to do, and why. */
export const TIPS: readonly { readonly do: Text; readonly why: Text }[] = [
  {
    do: {
      zh: '不认识的网站不注册，手机号少填',
      en: 'Do not sign up on sites you do not know; be sparing with your number',
    },
    why: {
      zh: '手机号能串起你的许多账号，填之前先想清楚给谁。',
      en: 'Your number ties your accounts together: think first whom you give it to.',
    },
  },
  {
    do: { zh: '来历不明的二维码不扫，软件不装', en: 'Do not scan codes or install software of unknown origin' },
    why: {
      zh: '从应用商店下载，装之前看一眼它要什么权限。',
      en: 'Take software from a store, and look at what it asks for before you install it.',
    },
  },
  {
    do: { zh: '旧手机、旧电脑出手前彻底清除', en: 'Wipe old phones and computers before you part with them' },
    why: {
      zh: '退出账号、恢复出厂、取出存储卡；只删文件还能找回来。',
      en: 'Sign out, reset, take out cards: files that were only deleted can be brought back.',
    },
  },
  {
    do: { zh: '快递单、票据、复印件，涂掉再扔', en: 'Cross out labels, tickets and copies before you throw them away' },
    why: {
      zh: '复印身份证时写明用途，多余的当场收回。',
      en: 'Write the purpose on a copy of your identity card, and take spare copies back.',
    },
  },
  {
    do: { zh: '社交平台上少说自己和家人', en: 'Tell little of yourself and your family on social software' },
    why: {
      zh: '住址、学校、行程和照片里的位置，拼起来就是你。',
      en: 'Address, school, journeys and the place in a photo add up to you.',
    },
  },
  {
    do: { zh: '免费的公共 WiFi 慎用', en: 'Be careful with free public WiFi' },
    why: {
      zh: '连上时不付款、不登录重要账号，关掉自动连接。',
      en: 'Do not pay or sign in to what matters on it, and turn off joining by itself.',
    },
  },
  {
    do: { zh: '短信、邮件里的链接不点', en: 'Do not open links in messages and mail' },
    why: {
      zh: '自己输入网址或打开官方App查证；验证码谁要都不给。',
      en: 'Type the address yourself or open the official app; give a code to nobody.',
    },
  },
  {
    do: { zh: '不同的软件用不同的密码', en: 'Use a different password for each software' },
    why: {
      zh: '一处泄露，处处被试；用密码管理器，开两步验证。',
      en: 'What leaks in one place is tried in all: use a password manager and a second step.',
    },
  },
]

const T = {
  title: { zh: '防范个人信息泄露的八条提示', en: 'Eight tips against leaks of personal information' },
  source: {
    zh: '依据《个人信息保护倡议》（中国互联网协会，2018年9月14日）附件的八条提示，文字为规矩自拟。',
    en: 'After the eight tips annexed to the Proposal on Personal Information Protection (Internet Society of China, 14 September 2018), in Guiju’s own words.',
  },
  help: {
    zh: '发现信息已泄露：改密码，通知银行，保存证据，向平台举报，并可向公安机关报案。',
    en: 'If your data have leaked: change passwords, tell your bank, keep evidence, report to the platform, and you may report to the police.',
  },
} as const satisfies Record<string, Text>

/** The guide on one page. */
export function tipsHtml(lang: Lang): string {
  const items = TIPS.map((tip) => `<li><b>${html(tip.do[lang])}</b><br>${html(tip.why[lang])}</li>`).join('\n')
  return plainPage(
    T.title[lang],
    lang,
    `<h1>${T.title[lang]}</h1>\n<ol>${items}</ol>\n<p><b>${html(T.help[lang])}</b></p>\n<p class="soft"><small>${html(T.source[lang])} <code>pi-proposal-2018#part2</code></small></p>`,
  )
}

/** The guide as Markdown. */
export function tipsMarkdown(lang: Lang): string {
  const items = TIPS.map((tip, i) => `${i + 1}. **${tip.do[lang]}** — ${tip.why[lang]}`)
  return `# ${T.title[lang]}\n\n${items.join('\n')}\n\n**${T.help[lang]}**\n\n${T.source[lang]}\n`
}
