import { constraint } from '../procedures/credit/common.ts'
import { credit } from '../procedures/credit/words.ts'
import { addressee, DETERMINED, determination, issuer, none, OBJECT, REPAIR, you } from './credit-common.ts'
import { type DocumentType, head, inside, ofRow, other, type Part, stepsOf, value } from './document.ts'

/** Documents that tell, decide, publish and impose: parts 3 to 5 of the opinions of 2020. */

const { facts, now, past } = credit

const notice: DocumentType = {
  id: 'listing-notice',
  procedure: 'credit-case',
  side: 'authority',
  events: ['notice'],
  title: { zh: '列入严重失信主体名单事先告知书', en: 'Notice before Listing as a Gravely Untrustworthy Subject' },
  sign: { zh: '信告', en: 'Credit notice' },
  issuer,
  addressee,
  values: {
    you,
    ...determination(now.notice.determination),
    domain: value(now.notice.domain),
    grounds: value(now.notice.grounds),
    basis2: value(now.notice.basis),
    rights: value(now.notice.rights),
    defenceUntil: value(now.notice.defenceUntil),
  },
  body: [
    { say: DETERMINED },
    {
      say: {
        zh: '拟将{you}列入{domain}领域严重失信主体名单。依据{basis}，在作出决定前告知如下：',
        en: '{issuer} intends to enter you in the list of gravely untrustworthy subjects of the domain {domain}. Under {basis}, {you} are told before the decision:',
      },
    },
    head('事由', 'Grounds'),
    { say: { zh: '{grounds}', en: '{grounds}' } },
    head('依据', 'Basis'),
    { say: { zh: '{basis2}', en: '{basis2}' } },
    head('依法享有的权利', 'Rights'),
    { say: { zh: '{rights}', en: '{rights}' } },
    {
      say: {
        zh: '有异议的，请于{defenceUntil}（含当日）前向{issuer}提出陈述、申辩和证据。提出的异议，由{issuer}予以核实并在规定时限内反馈结果；在此之前不作出决定。',
        en: 'Objections with reasons and evidence may be put to {issuer} up to and including {defenceUntil}. Each is verified and answered in the set time; no decision is taken before that.',
      },
    },
    {
      lines: [
        { zh: '联系人：＿＿＿＿＿＿　　电话：＿＿＿＿＿＿＿＿', en: 'Contact: ____________  Telephone: ____________' },
        { zh: '地址：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿', en: 'Address: ________________________' },
      ],
    },
  ],
}

/** How the notice a decision rests on was delivered. */
const delivered = (pick: 'on' | 'method') =>
  other(
    now.decision.notice,
    past.delivery,
    (d) => d[pick],
    (d) => d.of,
  )

/** What an objection was answered, in the row of it. */
const verified = (pick: 'result' | 'reasons') =>
  other(
    ofRow(past.objection, (o) => o.id),
    past.answer,
    (a) => a[pick],
    (a) => a.of,
  )

const decision: DocumentType = {
  id: 'listing-decision',
  procedure: 'credit-case',
  side: 'authority',
  events: ['decision'],
  title: { zh: '列入严重失信主体名单决定书', en: 'Decision to List as a Gravely Untrustworthy Subject' },
  sign: { zh: '信列', en: 'Listing' },
  issuer,
  addressee,
  quotes: [constraint('7')],
  values: {
    you,
    ...determination(now.decision.determination),
    domain: value(now.decision.domain),
    grounds: value(now.decision.grounds),
    basis2: value(now.decision.basis),
    measuresNote: value(now.decision.measuresNote),
    removalConditions: value(now.decision.removalConditions),
    removalProcedure: value(now.decision.removalProcedure),
    remedies: value(now.decision.remedies),
    until: value(now.decision.until),
    leniency: value(now.decision.leniency, { without: none }),
    necessity: value(now.decision.necessity, { without: none }),
    noticeOn: value(
      other(now.decision.notice, past.notice, (n) => n.on),
      { label: { zh: '事先告知的日期', en: 'day of the notice' } },
    ),
    defenceUntil: value(other(now.decision.notice, past.notice, (n) => n.defenceUntil)),
    deliveredOn: value(delivered('on'), {
      label: { zh: '告知书的送达日期', en: 'day the notice was delivered' },
      without: { zh: '（未送达）', en: '(not delivered)' },
    }),
    method: value(delivered('method'), { without: { zh: '送达方式未记录', en: 'method not recorded' } }),
    waivedOn: value(
      other(
        now.decision.notice,
        past.waiver,
        (w) => w.on,
        (w) => w.of,
      ),
      { without: none },
    ),
  },
  body: [
    head('事由', 'Grounds'),
    { say: DETERMINED },
    { say: { zh: '{grounds}', en: '{grounds}' } },
    head('依据', 'Basis'),
    { say: { zh: '{basis2}', en: '{basis2}' } },
    { say: { zh: '本决定的程序依据：{basis}。', en: 'Procedure under: {basis}.' } },
    head('告知和听取意见', 'Notice and hearing'),
    {
      say: {
        zh: '{issuer}于{noticeOn}作出事先告知书，于{deliveredOn}送达（{method}），陈述申辩截止日为{defenceUntil}。',
        en: 'The notice of {noticeOn} was delivered on {deliveredOn} ({method}); objections could be put until {defenceUntil}.',
      },
    },
    {
      when: past.waiver.some((w) => w.of.is(now.decision.notice)),
      say: { zh: '{you}于{waivedOn}书面放弃陈述、申辩。', en: 'On {waivedOn} objections were waived in writing.' },
    },
    {
      rows: stepsOf(now.decision.notice, past.objection, (o) => o.of),
      columns: [
        { head: { zh: '提出日期', en: 'Objection of' }, source: ofRow(past.objection, (o) => o.on) },
        { head: { zh: '异议内容', en: 'Objection' }, source: ofRow(past.objection, (o) => o.text) },
        {
          head: { zh: '核实结果', en: 'Verified' },
          source: verified('result'),
          without: { zh: '未核实', en: 'not yet' },
        },
        {
          head: { zh: '理由', en: 'Reasons' },
          source: verified('reasons'),
        },
      ],
      none: { zh: '截至作出决定之日，没有收到陈述、申辩。', en: 'No objection was received before the decision.' },
    },
    head('决定', 'Decision'),
    {
      say: {
        zh: '将{you}列入{domain}领域严重失信主体名单，列入期限至{until}。',
        en: 'You are entered in the list of gravely untrustworthy subjects of the domain {domain} until {until}.',
      },
    },
    { when: now.decision.leniency.exists(), say: { zh: '从宽情节：{leniency}', en: 'Lenience: {leniency}' } },
    {
      when: now.decision.form.is('separate'),
      say: { zh: '单独制作本决定书的必要性：{necessity}', en: 'Why this is a separate document: {necessity}' },
    },
    head('失信惩戒措施提示', 'Note on measures'),
    { say: { zh: '{measuresNote}', en: '{measuresNote}' } },
    head('移出条件和程序', 'Removal'),
    { say: { zh: '移出条件：{removalConditions}', en: 'Conditions: {removalConditions}' } },
    { say: { zh: '移出程序：{removalProcedure}', en: 'Procedure: {removalProcedure}' } },
    { say: REPAIR },
    head('救济措施', 'Remedies'),
    { say: { zh: '{remedies}', en: '{remedies}' } },
  ],
}

const published = {
  you,
  ...determination(now.publish.determination),
  what: value(now.publish.what),
  channel: value(now.publish.channel),
  content: value(now.publish.content, { cites: constraint('5'), published: true }),
  until: value(now.publish.until),
  item: value(
    inside(
      now.publish.item,
      past.catalogue,
      (c) => c.items,
      (i) => i.code,
      (i) => i.title,
    ),
  ),
  basisKind: value(now.publish.basisKind, { without: none }),
  basis2: value(now.publish.basis, { without: none }),
  necessity: value(now.publish.necessity, { without: none }),
}
const PUBLISHED_FACTS = ['item', 'channel', 'content', 'until'] as const
const forPersons: readonly Part[] = [
  {
    when: facts.kind.is('person'),
    say: {
      zh: '公开个人信息的依据：{basisKind}，{basis2}。公开内容已进行必要脱敏。',
      en: 'Basis for publishing a person’s data: {basisKind}, {basis2}. What is published was desensitised.',
    },
  },
  {
    when: now.publish.necessity.exists(),
    say: { zh: '轻微失信信息确有必要公开的理由：{necessity}', en: 'Why a minor act must be published: {necessity}' },
  },
]

/** What was decided on the determination that is published. */
const decided = (pick: 'on' | 'domain' | 'until' | 'removalConditions') =>
  other(
    now.publish.determination,
    past.decision,
    (d) => d[pick],
    (d) => d.determination,
  )

const entry: DocumentType = {
  id: 'list-entry',
  procedure: 'credit-case',
  side: 'authority',
  events: ['publish'],
  where: now.publish.what.is('listing'),
  title: { zh: '严重失信主体名单信息公开通知书', en: 'Notice of the List Entry and its Publication' },
  sign: { zh: '信公', en: 'List entry' },
  issuer,
  addressee,
  quotes: [constraint('5')],
  values: {
    ...published,
    decidedOn: value(decided('on'), { label: { zh: '列入决定的日期', en: 'day of the decision to list' } }),
    domain: value(decided('domain')),
    listedUntil: value(decided('until')),
    removalConditions: value(decided('removalConditions')),
  },
  body: [
    {
      say: {
        zh: '{issuer}于{decidedOn}决定将{you}列入{domain}领域严重失信主体名单，列入期限至{listedUntil}。依据{basis}，现公开该名单信息，有关事项通知如下：',
        en: 'On {decidedOn} {issuer} decided to enter you in the list of the domain {domain} until {listedUntil}. Under {basis} this is now published as follows:',
      },
    },
    { facts: PUBLISHED_FACTS },
    ...forPersons,
    head('移出和修复', 'Removal and repair'),
    { say: { zh: '移出条件：{removalConditions}', en: 'Conditions: {removalConditions}' } },
    { say: REPAIR },
    head('异议', 'Objections'),
    { say: OBJECT },
  ],
}

const publication: DocumentType = {
  ...entry,
  id: 'publication-notice',
  where: now.publish.what.is('act'),
  title: { zh: '失信信息公开通知书', en: 'Notice of Publication' },
  sign: { zh: '信公', en: 'Publication' },
  values: published,
  body: [
    { say: DETERMINED },
    {
      say: {
        zh: '依据{basis}，现公开该失信信息，有关事项通知如下：',
        en: 'Under {basis} this information is now published as follows:',
      },
    },
    { facts: PUBLISHED_FACTS },
    ...forPersons,
    head('修复和异议', 'Repair and objections'),
    { say: REPAIR },
    { say: OBJECT },
  ],
}

/** The text the public reads: what of a person it would show is masked. */
const sheet: DocumentType = {
  id: 'publication-sheet',
  procedure: 'credit-case',
  side: 'authority',
  events: ['publish'],
  issuer,
  quotes: [constraint('5')],
  where: now.publish.item.exists(),
  title: { zh: '公共信用信息公示表', en: 'Published Credit Information' },
  sign: { zh: '信示', en: 'Published' },
  published: true,
  values: {
    ...published,
    subject: value(facts.subject, { cites: constraint('4') }),
    kind: value(facts.kind),
    authority: value(facts.authority, { without: { zh: '见落款', en: 'see below' } }),
  },
  body: [
    {
      facts: [
        'subject',
        'kind',
        'item',
        'what',
        'act',
        'document',
        'number',
        'documentOn',
        'grade',
        'content',
        'channel',
        'until',
      ],
    },
    ...forPersons,
    { say: { zh: '公开的依据：{basis}。', en: 'Published under: {basis}.' } },
    {
      say: {
        zh: '期限届满、信用修复或者经核实有误的，终止公开。当事人可以向{issuer}提出异议或者申请信用修复，不收取任何费用。',
        en: 'Publication ends when its time has run, after repair, or where the information proves wrong. The subject may object or apply for repair with {issuer}, free of charge.',
      },
    },
  ],
}

/** What the list of measures says of the one that is taken. */
const listed = (pick: 'title' | 'basis') =>
  inside(
    now.measure.measure,
    past.measureList,
    (m) => m.entries,
    (e) => e.code,
    (e) => e[pick],
  )

const measure: DocumentType = {
  id: 'measure-notice',
  procedure: 'credit-case',
  side: 'authority',
  events: ['measure'],
  title: { zh: '失信惩戒措施告知书', en: 'Notice of a Measure' },
  sign: { zh: '信惩', en: 'Measure' },
  issuer,
  addressee,
  quotes: [constraint('10')],
  values: {
    you,
    ...determination(now.measure.determination),
    title: value(listed('title')),
    listBasis: value(listed('basis')),
    citation: value(now.measure.citation),
    citationKind: value(now.measure.citationKind),
    proportion: value(now.measure.proportion),
    executor: value(now.measure.executor, { without: { zh: '本机关', en: 'the organ itself' } }),
    until: value(now.measure.until, {
      label: { zh: '期限', en: 'until' },
      without: { zh: '随名单移出而终止', en: 'ends with the listing' },
    }),
    leniency: value(now.measure.leniency, { without: none }),
  },
  body: [
    { say: DETERMINED },
    {
      say: {
        zh: '依据{basis}，对{you}采取下列失信惩戒措施：',
        en: 'Under {basis} this measure is taken against you:',
      },
    },
    { facts: ['title', 'citation', 'citationKind', 'listBasis', 'until', 'executor'] },
    head('与失信行为的性质、程度相当的理由', 'Why it is proportionate'),
    { say: { zh: '{proportion}', en: '{proportion}' } },
    { when: now.measure.leniency.exists(), say: { zh: '从宽情节：{leniency}', en: 'Lenience: {leniency}' } },
    head('修复和异议', 'Repair and objections'),
    { say: REPAIR },
    { say: OBJECT },
    head('救济途径', 'Remedies'),
    {
      lines: [
        {
          zh: '（由制作机关按所援引的法律填写复议、诉讼的机关和期限）＿＿＿＿＿＿＿＿＿＿＿＿',
          en: '(to be filled in by the issuing body from the law it cites: body and time of reconsideration and suit) ____________',
        },
      ],
    },
  ],
}

export const LISTING_DOCUMENTS: readonly DocumentType[] = [notice, decision, entry, publication, sheet, measure]
