import type { Choices } from '../../../facts/choice.ts'
import { type Fields, field } from '../../../facts/entity.ts'
import { placeName } from '../../../law/place-name.ts'
import type { Text } from '../../../law/text.ts'
import { said } from '../../choices.ts'
import { words } from '../../words.ts'
import { where, yes } from '../fields.ts'

/** What a case of an inspection says, and what Order 151 threatens for each kind of breach. */

/**
 * What Order 151 names for each kind of breach. The article numbers are those of the Cybersecurity Law of 2016, which
 * was renumbered from 2026-01-01; there is no penalty for 10(1) filing and 10(7) multi-level protection.
 */
export const PENALTIES: readonly { readonly item: string; readonly articles: readonly string[] }[] = [
  { item: 'art21.1', articles: ['csl-2016/59.1'] },
  { item: 'art21.2', articles: ['csl-2016/59.1'] },
  { item: 'art21.3', articles: ['csl-2016/59.1'] },
  { item: 'art21.4', articles: ['csl-2016/61', 'counter-terrorism/84', 'counter-terrorism/86.1'] },
  { item: 'art21.5', articles: ['csl-2016/68', 'csl-2016/69.1', 'counter-terrorism/84', 'counter-terrorism/86.1'] },
  { item: 'art21.6', articles: ['csl-2016/69.3', 'counter-terrorism/84', 'counter-terrorism/86.1'] },
  { item: 'art22', articles: ['csl-2016/64.2'] },
  { item: 'art23', articles: ['csl-2016/60.1'] },
  { item: 'art24', articles: ['csl-2016/69.2', 'counter-terrorism/91', 'counter-terrorism/92'] },
  { item: 'art25.p1', articles: ['csl-2016/63', 'csl-2016/64.2'] },
]
/** Articles of a law that was not renumbered since. */
export const UNCHANGED = [...new Set(PENALTIES.flatMap((p) => p.articles))].filter((a) => !a.startsWith('csl-2016/'))

const wordsFor = (codes: readonly string[], of: (code: string) => Text): Choices =>
  Object.fromEntries(codes.map((code) => [code, of(code)]))

/** The breach an article of the table stands for, as a person reads it; always with the year of its law. */
export function articleText(article: string): Text {
  const [law = '', place = ''] = article.split('/')
  const [n, part] = place.split('.')
  // 59, 64 and 86 have numbered paragraphs; 60 and 69 numbered items.
  const item = n === '60' || n === '69'
  const zh = `第${n}条${part ? `第${part}${item ? '项' : '款'}` : ''}`
  const en = `art. ${n}${part ? `, ${item ? 'item' : 'paragraph'} ${part}` : ''}`
  return law === 'csl-2016'
    ? { zh: `《网络安全法》（2016年）${zh}（历史条号）`, en: `Cybersecurity Law of 2016, ${en} (historical number)` }
    : { zh: `《反恐怖主义法》（2015年，2018年修正）${zh}`, en: `Counter-Terrorism Law (2015, amended 2018), ${en}` }
}

const ITEMS = wordsFor([...PENALTIES.map((p) => p.item), 'art10.1', 'art10.7'], (item) => placeName(item, 'articles')!)
const ARTICLES = wordsFor(
  PENALTIES.flatMap((p) => p.articles),
  articleText,
)

export const inspectionWords = words({
  name: 'inspection',
  title: { zh: '互联网安全监督检查', en: 'internet security inspection' },
  facts: {
    operator: field.text({ zh: '检查对象', en: 'operator' }),
    organ: field.text({ zh: '检查机关', en: 'inspecting organ' }, { optional: true }),
    internetCafe: where('是否互联网上网服务营业场所', 'an internet café'),
  },
  events: {
    notice: {
      title: { zh: '出具监督检查通知书', en: 'notice of inspection issued' },
      fields: {
        organLevel: field.choice(
          { zh: '出具机关的级别', en: 'level of the organ' },
          said('station', 'county', 'prefecture', 'province', 'ministry'),
        ),
        department: field.choice({ zh: '实施部门', en: 'department' }, said('network-security', 'other')),
        placeCompetent: yes('所在地公安机关', 'the organ of the place has jurisdiction'),
        special: where('重大网络安全保卫任务期间的专项检查', 'special inspection of a major security period'),
        taskRelated: yes('与该任务相关', 'the operator is related to that task'),
        counterTerrorTarget: yes('防范恐怖袭击的重点目标', 'key target of counter-terrorism'),
        scope: field.text({ zh: '检查内容', en: 'subject matter' }),
      },
    },
    entrust: {
      title: { zh: '委托网络安全服务机构', en: 'technical body entrusted' },
      fields: {
        body: field.text({ zh: '受托机构', en: 'body' }),
        capable: yes('具有相应技术能力', 'has the technical ability'),
        secrecy: yes('落实保密责任', 'bound to secrecy'),
      },
    },
    inspection: {
      title: { zh: '现场监督检查', en: 'on-site inspection' },
      fields: {
        officers: field.decimal({ zh: '人民警察人数', en: 'officers' }, { minimum: 0 }),
        cardShown: yes('出示人民警察证', 'police card shown'),
        noticeShown: yes('出示监督检查通知书', 'notice shown'),
        otherMeasures: where('采取了第十五条以外的措施', 'measures beyond article 15 were taken'),
        otherContent: where('检查了第十至十二条以外的内容', 'matters beyond articles 10 to 12 were inspected'),
      },
    },
    remoteNotice: {
      title: { zh: '远程检测事先告知或者公开', en: 'prior notice or publication of remote testing' },
      fields: {
        time: field.text({ zh: '检查时间', en: 'time' }),
        scope: field.text({ zh: '检查范围', en: 'scope' }),
        published: yes('公开相关检查事项', 'published'),
      },
    },
    remote: {
      title: { zh: '远程检测', en: 'remote testing' },
      fields: {
        purpose: field.choice({ zh: '检测目的', en: 'purpose' }, said('vulnerabilities', 'other')),
        interference: yes('干扰、破坏了对象网络的正常运行', 'interfered with the operator’s network'),
      },
    },
    record: {
      title: { zh: '制作监督检查记录', en: 'record of the inspection' },
      fields: {
        of: field.choice({ zh: '检查方式', en: 'kind of inspection' }, said('on-site', 'remote')),
        officersSigned: field.decimal({ zh: '签名的人民警察人数', en: 'officers who signed' }, { minimum: 0 }),
        operatorSigned: yes('对象负责人或者网络安全管理人员签名', 'signed for the operator'),
        refusalNoted: yes('注明拒绝签名', 'refusal to sign noted'),
        objection: where('对象对记录有异议', 'the operator objects'),
        explanationAllowed: yes('允许作出说明', 'was allowed to explain'),
        entrustedSigned: yes('技术支持人员一并签名', 'signed by the technical staff'),
        riskFound: where('发现网络安全风险隐患', 'risks were found'),
        riskNoted: yes('督促指导并在记录上注明', 'urged to remove them, noted in the record'),
      },
    },
    explanation: {
      title: { zh: '对象作出说明', en: 'explanation by the operator' },
      fields: { text: field.text({ zh: '内容', en: 'text' }) },
    },
    order: {
      title: { zh: '责令限期整改', en: 'order to correct' },
      fields: {
        until: field.date({ zh: '整改期限届满日', en: 'last day of the correction period' }),
        minor: yes('情节轻微', 'minor circumstances'),
        noConsequence: yes('未造成后果', 'no consequence'),
      },
    },
    correction: {
      title: { zh: '整改完毕', en: 'correction completed' },
      fields: { text: field.text({ zh: '措施', en: 'measures' }) },
    },
    request: {
      title: { zh: '书面申请提前复查', en: 'written request for earlier re-inspection' },
      fields: { written: yes('书面提出', 'in writing') },
    },
    reinspection: {
      title: { zh: '复查', en: 're-inspection' },
      fields: { corrected: yes('已整改', 'corrected') },
    },
    feedback: {
      title: { zh: '反馈复查结果', en: 'result fed back' },
      fields: { result: field.text({ zh: '结果', en: 'result' }) },
    },
    penalty: {
      title: { zh: '依法予以行政处罚', en: 'administrative penalty' },
      fields: {
        item: field.choice({ zh: '本规定的条项', en: 'item of the Provisions' }, ITEMS),
        article: field.choice({ zh: '处罚所依条款', en: 'article of the penalty' }, ARTICLES),
        actOn: field.date({ zh: '行为发生日', en: 'day of the act' }),
      },
    },
    report: {
      title: { zh: '通报有关主管部门和单位', en: 'risk reported to the competent departments' },
      fields: { to: field.text({ zh: '通报对象', en: 'to' }) },
    },
    use: {
      title: { zh: '使用或者提供检查中获取的信息', en: 'use or disclosure of what was learned' },
      fields: {
        purpose: field.choice(
          { zh: '用途', en: 'purpose' },
          { 'network-security': { zh: '维护网络安全', en: 'keeping networks secure' }, ...said('other') },
        ),
        unlawfulDisclosure: yes('泄露、出售或者非法提供', 'leaked, sold or unlawfully provided'),
      },
    },
    archive: {
      title: { zh: '立卷存档', en: 'filed' },
      fields: {},
    },
  } satisfies Readonly<Record<string, { title: Text; fields: Fields }>>,
})
