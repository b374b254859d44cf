import { constraint, supervision } from '../procedures/credit/common.ts'
import { credit } from '../procedures/credit/words.ts'
import { addressee, DETERMINED, determination, issuer, none, OBJECT, you } from './credit-common.ts'
import { called, type DocumentType, first, head, other, value } from './document.ts'

/** Documents that answer, correct, repair and end, and those of supervision: parts 6 and 7, and the opinions of 2019. */

const { facts, now, past } = credit

const repair: DocumentType = {
  id: 'repair-decision',
  procedure: 'credit-case',
  side: 'authority',
  events: ['repairDecision'],
  title: { zh: '信用修复决定书', en: 'Decision on Repair' },
  sign: { zh: '信修', en: 'Repair' },
  issuer,
  addressee,
  quotes: [constraint('12'), supervision('13')],
  values: {
    you,
    ...determination(now.repairDecision.determination),
    askedOn: value(
      other(now.repairDecision.of, past.repairRequest, (r) => r.on),
      { label: { zh: '申请日期', en: 'day of the request' } },
    ),
    way: value(other(now.repairDecision.of, past.repairRequest, (r) => r.way)),
    result: value(now.repairDecision.result),
    ground: value(now.repairDecision.ground, { without: none }),
    excludedBy: value(now.repairDecision.excludedBy, { without: none }),
    reasons: value(now.repairDecision.reasons, { without: none }),
  },
  body: [
    {
      say: {
        zh: '{you}于{askedOn}就下列失信行为申请信用修复（方式：{way}）：{act}（{document}，{number}，{documentOn}）。',
        en: 'On {askedOn} {you} applied for repair ({way}) of this act: {act} ({document}, {number}, {documentOn}).',
      },
    },
    { say: { zh: '依据{basis}，决定：{result}。', en: 'Under {basis} the decision is: {result}.' } },
    {
      when: now.repairDecision.result.is('granted'),
      say: {
        zh: '自本决定之日起，移出名单，终止共享公开有关失信信息，或者作出标注、屏蔽、删除处理，并停止依据该信息采取惩戒措施。',
        en: 'From this day the listing, sharing and publication end, or the record is marked, shielded or deleted; no measure rests on it any longer.',
      },
    },
    {
      when: now.repairDecision.result.is('refused'),
      say: {
        zh: '不予修复的情形：{ground}。理由：{reasons}',
        en: 'Ground of the refusal: {ground}. Reasons: {reasons}',
      },
    },
    {
      when: now.repairDecision.excludedBy.exists(),
      say: { zh: '明确规定不可修复的规定：{excludedBy}', en: 'Provision that excludes repair: {excludedBy}' },
    },
    { say: { zh: '办理信用修复不收取任何费用。', en: 'No fee of any kind is taken.' } },
    { when: now.repairDecision.result.is('refused'), say: OBJECT },
  ],
}

/** The objection of the subject an answer is about, and what it was against. */
const answered = (pick: 'text' | 'on') =>
  first(
    other(now.answer.of, past.objection, (o) => o[pick]),
    other(now.answer.of, past.dispute, (d) => d[pick]),
  )

const answer: DocumentType = {
  id: 'objection-answer',
  procedure: 'credit-case',
  side: 'authority',
  events: ['answer'],
  title: { zh: '异议核实结果反馈书', en: 'Answer to an Objection' },
  sign: { zh: '信复', en: 'Answer' },
  issuer,
  addressee,
  quotes: [supervision('17')],
  values: {
    you,
    askedOn: value(answered('on'), { label: { zh: '提出异议的日期', en: 'day of the objection' } }),
    text: value(answered('text'), { label: { zh: '异议内容', en: 'the objection' } }),
    result: value(now.answer.result, {
      words: {
        upheld: { zh: '异议成立', en: 'upheld' },
        rejected: { zh: '异议不成立', en: 'rejected' },
      },
    }),
    reasons: value(now.answer.reasons),
  },
  body: [
    {
      say: {
        zh: '{you}于{askedOn}提出异议。依据{basis}，{issuer}已予核实，现将结果反馈如下：',
        en: 'The objection of {askedOn} was verified under {basis}. The result:',
      },
    },
    { facts: ['text', 'result', 'reasons'] },
    {
      when: now.answer.result.is('upheld'),
      say: {
        zh: '经核实有误的信息，将及时更正或者撤销；因错误认定造成不良影响的，予以消除。不再据此采取不利措施。',
        en: 'What was found wrong is corrected or withdrawn in time, harm of a wrong decision is undone, and nothing adverse rests on it any longer.',
      },
    },
  ],
}

const correction: DocumentType = {
  id: 'correction-notice',
  procedure: 'credit-case',
  side: 'authority',
  events: ['correction'],
  title: { zh: '信用信息更正（撤销）通知书', en: 'Notice of Correction' },
  sign: { zh: '信更', en: 'Correction' },
  issuer,
  addressee,
  values: {
    you,
    how: value(now.correction.how),
    answeredOn: value(
      other(now.correction.of, past.answer, (a) => a.on),
      { label: { zh: '核实反馈的日期', en: 'day of the answer' } },
    ),
    reasons: value(other(now.correction.of, past.answer, (a) => a.reasons)),
    text: value(
      other(
        other(now.correction.of, past.answer, (a) => a.of),
        past.dispute,
        (d) => d.text,
      ),
      { label: { zh: '异议内容', en: 'the objection' }, without: { zh: '见反馈书', en: 'see the answer' } },
    ),
  },
  body: [
    {
      say: {
        zh: '{you}提出异议的信用信息，经核实有误（{answeredOn}反馈）。依据{basis}，对该信息予以{how}。',
        en: 'The information was found wrong (answer of {answeredOn}). Under {basis} it is {how}.',
      },
    },
    { facts: ['text', 'reasons', 'how'] },
    {
      say: {
        zh: '已共享、公开的同一信息一并处理；因错误认定造成的不良影响予以消除，有关措施另行告知。',
        en: 'The same is done wherever the information was shared or published; harm of a wrong decision is undone, and {you} are told how.',
      },
    },
  ],
}

const receipt: DocumentType = {
  id: 'receipt',
  procedure: 'credit-case',
  side: 'authority',
  events: ['receipt'],
  title: { zh: '受理通知书', en: 'Receipt' },
  sign: { zh: '信受', en: 'Receipt' },
  issuer,
  addressee,
  values: {
    you,
    receivedOn: value(
      first(
        other(now.receipt.of, past.objection, (o) => o.on),
        other(now.receipt.of, past.dispute, (d) => d.on),
        other(now.receipt.of, past.repairRequest, (r) => r.on),
        other(now.receipt.of, past.application, (a) => a.on),
      ),
      { label: { zh: '收到申请、异议的日期', en: 'day it was received' } },
    ),
    until: value(now.receipt.until, { cites: constraint('12') }),
  },
  body: [
    {
      say: {
        zh: '{you}于{receivedOn}提出的申请（异议）已受理。依据{basis}，办理期限届满日为{until}，届时反馈结果。',
        en: 'What {you} put on {receivedOn} was received. Under {basis} the last day for handling it is {until}; {you} are told the result.',
      },
    },
    { say: { zh: '办理不收取任何费用。', en: 'No fee of any kind is taken.' } },
  ],
}

const removal: DocumentType = {
  id: 'removal-notice',
  procedure: 'credit-case',
  side: 'authority',
  events: ['removal'],
  title: { zh: '移出名单（终止共享公开）通知书', en: 'Notice of Removal' },
  sign: { zh: '信移', en: 'Removal' },
  issuer,
  addressee,
  values: {
    you,
    how: value(now.removal.how, { cites: constraint('11') }),
    reason: value(now.removal.reason, { cites: constraint('11') }),
    of: value(called(now.removal.of), { label: { zh: '所终止的事项', en: 'step it ends' } }),
  },
  body: [
    {
      say: {
        zh: '依据{basis}，自{day}起终止下列事项：',
        en: 'Under {basis} the step below ends on {day}:',
      },
    },
    { facts: ['of', 'how', 'reason'] },
  ],
}

const order: DocumentType = {
  id: 'rectification-order',
  procedure: 'credit-case',
  side: 'authority',
  events: ['order'],
  title: { zh: '限期整改通知书', en: 'Order to Correct' },
  sign: { zh: '信改', en: 'Order' },
  issuer,
  addressee,
  values: { you, ...determination(now.order.determination), until: value(now.order.until) },
  body: [
    { say: DETERMINED },
    {
      say: {
        zh: '依据{basis}，请{you}于{until}（含当日）前完成整改，纠正失信行为、消除不良影响，并将整改情况书面报{issuer}。',
        en: 'Under {basis} {you} are told to correct the act and remove its harm by {until}, and to report to {issuer} in writing.',
      },
    },
    {
      say: {
        zh: '限期内整改不到位的，由认定部门开展提示约谈或者警示约谈，约谈情况记入信用记录。',
        en: 'Where the correction falls short, the body that determined holds a prompting or warning talk, which is entered in the credit record.',
      },
    },
  ],
}

const talk: DocumentType = {
  id: 'talk-record',
  procedure: 'credit-case',
  side: 'authority',
  events: ['talk'],
  title: { zh: '约谈记录', en: 'Record of a Talk' },
  sign: { zh: '信谈', en: 'Talk' },
  issuer,
  values: {
    you,
    subject: value(facts.subject),
    kind: value(now.talk.kind, { cites: supervision('9') }),
    orderedUntil: value(other(now.talk.of, past.order, (o) => o.until)),
    byDeterminingBody: value(now.talk.byDeterminingBody),
    entered: value(now.talk.entered),
  },
  body: [
    { facts: ['subject', 'kind', 'orderedUntil', 'byDeterminingBody', 'entered'] },
    { say: { zh: '依据：{basis}。', en: 'Basis: {basis}.' } },
    head('约谈内容', 'What was said'),
    {
      lines: [
        { zh: '＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿', en: '________________________________________' },
        { zh: '约谈人签名：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿', en: 'For the body: ____________  Date: ____________' },
        {
          zh: '被约谈人签名：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿',
          en: 'For the subject: ____________  Date: ____________',
        },
      ],
    },
  ],
}

const delivery: DocumentType = {
  id: 'delivery-receipt',
  procedure: 'credit-case',
  side: 'authority',
  events: ['delivery'],
  title: { zh: '送达回证', en: 'Receipt of Delivery' },
  sign: { zh: '信送', en: 'Delivery' },
  issuer,
  values: {
    subject: value(facts.subject, { label: { zh: '受送达人', en: 'delivered to' } }),
    of: value(called(now.delivery.of), { label: { zh: '所送文书', en: 'what was delivered' } }),
    method: value(now.delivery.method),
    receipt: value(now.delivery.receipt, { without: { zh: '（原件）', en: '(original)' } }),
  },
  body: [
    { facts: ['subject', 'of', 'method', 'receipt'] },
    {
      lines: [
        {
          zh: '受送达人签名或者盖章：＿＿＿＿＿＿　　　年　月　日',
          en: 'Received by: ____________  Date: ____________',
        },
        { zh: '代收人签名及与受送达人的关系：＿＿＿＿＿＿', en: 'Received for another, and relation: ____________' },
        {
          zh: '拒收的事由：＿＿＿＿＿＿　　见证人：＿＿＿＿＿＿',
          en: 'Refused because: ____________  Witness: ____________',
        },
        { zh: '送达人签名：＿＿＿＿＿＿', en: 'Delivered by: ____________' },
      ],
    },
  ],
}

export const RELIEF_DOCUMENTS: readonly DocumentType[] = [
  repair,
  correction,
  answer,
  receipt,
  removal,
  order,
  talk,
  delivery,
]
