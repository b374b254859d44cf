import type { Text } from '../../law/text.ts'
import { inspectionWords } from '../procedures/inspection/words.ts'
import { type DocumentType, first, head, last, type Part, sourceOf, type Value, value } from './document.ts'

/** Documents of an inspection under Order 151: for the organ that inspects, and for the operator. */

const { facts, now, past } = inspectionWords
const art = (place: string): string => `inspection-2018#${place}`

const organ = value(first(sourceOf(facts.organ), { from: 'actor' }), { cites: art('art14') })
const operator: Value = value(facts.operator, { cites: art('art14') })
const NOTED: Text = { zh: '未注明', en: 'not noted' }
const NO: Text = { zh: '否', en: 'no' }
const OFFICER: Text = {
  zh: '检查人员（人民警察）签名：＿＿＿＿＿＿　警号：＿＿＿＿＿＿',
  en: 'Officer: ____________  Number: ____________',
}
const STAFF: Text = { zh: '技术支持人员签名：＿＿＿＿＿＿', en: 'Technical staff: ____________' }
const BLANK: Text = {
  zh: '＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿',
  en: '______________________________________________',
}
const orderedOn = value(
  last(past.order, (e) => e.on),
  { label: { zh: '责令整改的日期', en: 'day of the order' } },
)

const notice: DocumentType = {
  id: 'inspection-notice',
  procedure: 'inspection-2018',
  side: 'organ',
  events: ['notice'],
  title: { zh: '监督检查通知书', en: 'Notice of Inspection' },
  sign: { zh: '网检通', en: 'Inspection' },
  issuer: organ,
  addressee: operator,
  quotes: [art('art15'), art('art10')],
  values: {
    organLevel: value(now.notice.organLevel),
    department: value(now.notice.department),
    special: value(now.notice.special, { without: NO }),
    scope: value(now.notice.scope, { cites: art('art10') }),
  },
  body: [
    {
      say: {
        zh: '依据{basis}，现由{issuer}（{organLevel}，{department}）对你单位履行网络安全义务的情况进行监督检查。',
        en: 'Under {basis}, {issuer} ({organLevel}, {department}) inspects how you perform your duties of network security.',
      },
    },
    { facts: ['scope', 'special'] },
    {
      say: {
        zh: '检查时，人民警察不少于二人，出示人民警察证和本通知书；只采取进入营业场所、机房、工作场所，要求负责人或者网络安全管理人员说明有关事项，查阅、复制有关信息，查看安全措施运行情况四项措施。获取的信息只用于维护网络安全的需要。',
        en: 'At least two officers take part and show their cards and this notice. Only four measures are taken: to enter premises and machine rooms, to ask the persons in charge to explain, to read and copy the information concerned, and to look at how security measures work. What is learned serves network security only.',
      },
    },
    {
      say: {
        zh: '检查情况制作记录，由检查人员和你单位负责人或者网络安全管理人员签名；有异议的，可以作出说明。',
        en: 'A record is made and signed by the officers and by your person in charge; where you object, you may explain.',
      },
    },
  ],
}

const remoteNotice: DocumentType = {
  id: 'remote-notice',
  procedure: 'inspection-2018',
  side: 'organ',
  events: ['remoteNotice'],
  title: { zh: '远程检测事先告知书', en: 'Prior Notice of Remote Testing' },
  sign: { zh: '网检远', en: 'Remote testing' },
  issuer: organ,
  addressee: operator,
  quotes: [art('art16.p1')],
  values: {
    time: value(now.remoteNotice.time, { cites: art('art16.p2') }),
    scope: value(now.remoteNotice.scope, { cites: art('art16.p2') }),
    published: value(now.remoteNotice.published, { without: NO }),
  },
  body: [
    {
      say: {
        zh: '依据{basis}，{issuer}将对你单位是否存在网络安全漏洞开展远程检测，事先告知如下：',
        en: 'Under {basis}, {issuer} will test remotely whether your network has vulnerabilities. You are told beforehand:',
      },
    },
    { facts: ['time', 'scope', 'published'] },
    {
      say: {
        zh: '检测不干扰、不破坏你单位网络的正常运行。结果制作记录，由二名以上人民警察签名。',
        en: 'The test does not interfere with the normal working of your network. Two or more officers sign its record.',
      },
    },
  ],
}

const recorded = {
  organ: value(facts.organ, { cites: art('art18.p1'), without: { zh: '见落款', en: 'see below' } }),
  operator,
  of: value(now.record.of),
  officersSigned: value(now.record.officersSigned, { without: { zh: '待签名', en: 'to be signed' } }),
  operatorSigned: value(now.record.operatorSigned, { without: { zh: '待签名', en: 'to be signed' } }),
  refusalNoted: value(now.record.refusalNoted, { without: NOTED }),
  objection: value(now.record.objection, { without: { zh: '无', en: 'none' } }),
  explanationAllowed: value(now.record.explanationAllowed, { without: { zh: '无异议', en: 'no objection' } }),
  riskFound: value(now.record.riskFound, { without: { zh: '未发现', en: 'none found' } }),
  riskNoted: value(now.record.riskNoted, { without: { zh: '不涉及', en: 'not applicable' } }),
  entrustedSigned: value(now.record.entrustedSigned, { without: { zh: '未委托', en: 'nobody entrusted' } }),
}
const FOUND: readonly Part[] = [
  head('检查情况', 'What was found'),
  { lines: [BLANK, BLANK] },
  { facts: ['riskFound', 'riskNoted'] },
  {
    when: now.record.riskFound.isTrue(),
    say: {
      zh: '对发现的网络安全风险隐患，已督促指导采取措施消除，并在本记录注明。',
      en: 'The risks that were found are to be removed; that was urged and is noted here.',
    },
  },
]

const record: DocumentType = {
  id: 'inspection-record',
  procedure: 'inspection-2018',
  side: 'organ',
  events: ['record'],
  where: now.record.of.is('on-site'),
  title: { zh: '监督检查记录', en: 'Record of an Inspection' },
  sign: { zh: '网检记', en: 'Record' },
  issuer: organ,
  quotes: [art('art14')],
  byHand: ['officersSigned', 'operatorSigned', 'refusalNoted', 'entrustedSigned'],
  values: {
    ...recorded,
    inspectedOn: value(
      last(past.inspection, (e) => e.on),
      { label: { zh: '检查日期', en: 'day of the inspection' } },
    ),
    officers: value(last(past.inspection, (e) => e.officers)),
    cardShown: value(last(past.inspection, (e) => e.cardShown)),
    noticeShown: value(last(past.inspection, (e) => e.noticeShown)),
  },
  body: [
    { facts: ['operator', 'of', 'inspectedOn', 'officers', 'cardShown', 'noticeShown'] },
    { say: { zh: '依据：{basis}。', en: 'Basis: {basis}.' } },
    ...FOUND,
    head('对象的异议和说明', 'Objection and explanation'),
    { facts: ['objection', 'explanationAllowed'] },
    head('签名', 'Signatures'),
    { facts: ['officersSigned', 'operatorSigned', 'refusalNoted', 'entrustedSigned'] },
    {
      lines: [
        OFFICER,
        OFFICER,
        {
          zh: '对象负责人（网络安全管理人员）签名：＿＿＿＿＿＿　日期：＿＿＿＿',
          en: 'For the operator: ____________  Date: ____________',
        },
        { zh: '拒绝签名的注明：＿＿＿＿＿＿＿＿＿＿', en: 'Refusal to sign: ____________________' },
        STAFF,
      ],
    },
  ],
}

const remoteRecord: DocumentType = {
  ...record,
  id: 'remote-record',
  where: now.record.of.is('remote'),
  title: { zh: '远程检测记录', en: 'Record of Remote Testing' },
  quotes: [art('art16.p1'), art('art18.p2')],
  byHand: ['officersSigned', 'entrustedSigned'],
  values: {
    ...recorded,
    inspectedOn: value(
      last(past.remote, (e) => e.on),
      { label: { zh: '检测日期', en: 'day of the test' } },
    ),
    purpose: value(last(past.remote, (e) => e.purpose)),
    interference: value(last(past.remote, (e) => e.interference)),
  },
  body: [
    { facts: ['operator', 'of', 'inspectedOn', 'purpose', 'interference'] },
    { say: { zh: '依据：{basis}。', en: 'Basis: {basis}.' } },
    ...FOUND,
    head('签名', 'Signatures'),
    { facts: ['officersSigned', 'entrustedSigned'] },
    { lines: [OFFICER, OFFICER, STAFF] },
  ],
}

const order: DocumentType = {
  id: 'correction-order',
  procedure: 'inspection-2018',
  side: 'organ',
  events: ['order'],
  title: { zh: '责令限期整改通知书', en: 'Order to Correct' },
  sign: { zh: '网检改', en: 'Order' },
  issuer: organ,
  addressee: operator,
  quotes: [art('art19.p2'), art('art19.p3')],
  values: {
    until: value(now.order.until),
    recordedOn: value(
      last(past.record, (e) => e.on),
      { label: { zh: '监督检查记录的日期', en: 'day of the record' } },
    ),
  },
  body: [
    {
      say: {
        zh: '经监督检查（记录日期：{recordedOn}），你单位存在下列问题：',
        en: 'At the inspection (record of {recordedOn}) these problems were found:',
      },
    },
    {
      lines: [
        {
          zh: '1.＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿',
          en: '1. __________________________________________',
        },
        {
          zh: '2.＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿',
          en: '2. __________________________________________',
        },
      ],
    },
    {
      when: now.order.minor.isTrue(),
      say: { zh: '上述问题情节轻微。', en: 'The circumstances are minor.' },
    },
    {
      when: now.order.noConsequence.isTrue(),
      say: { zh: '上述问题未造成后果。', en: 'There was no consequence.' },
    },
    {
      say: {
        zh: '依据{basis}，责令你单位于{until}（含当日）前整改完毕。',
        en: 'Under {basis} you are ordered to correct them by {until}, that day included.',
      },
    },
    head('复查', 'Re-inspection'),
    {
      say: {
        zh: '整改完毕的，可以在整改期限届满前书面申请提前复查。自整改期限届满或者收到申请之日起三个工作日内复查，复查结束后三个工作日内反馈结果：',
        en: 'Once corrected, you may ask in writing, before the time ends, for an earlier re-inspection. Re-inspection follows within three working days of the end of the time or of receipt of the request, its result within three working days of the end of re-inspection:',
      },
    },
    { terms: true },
  ],
}

const request: DocumentType = {
  id: 'reinspection-request',
  procedure: 'inspection-2018',
  side: 'operator',
  events: ['request'],
  title: { zh: '提前复查申请书', en: 'Request for Earlier Re-inspection' },
  sign: { zh: '申请', en: 'Request' },
  issuer: operator,
  addressee: value(facts.organ, {
    cites: art('art19.p2'),
    without: { zh: '作出整改决定的公安机关', en: 'the organ that made the order' },
  }),
  values: {
    orderedOn,
    until: value(last(past.order, (e) => e.until)),
    done: value(
      last(past.correction, (e) => e.text),
      { without: { zh: '见附件', en: 'see the annexes' } },
    ),
  },
  body: [
    {
      say: {
        zh: '你机关{orderedOn}责令我单位于{until}前整改。现已整改完毕，依据{basis}，书面申请提前复查。',
        en: 'On {orderedOn} you ordered us to correct by {until}. That is done, and under {basis} we ask in writing for an earlier re-inspection.',
      },
    },
    { say: { zh: '整改措施：{done}', en: 'What was done: {done}' } },
    { terms: true },
  ],
}

const feedback: DocumentType = {
  id: 'reinspection-feedback',
  procedure: 'inspection-2018',
  side: 'organ',
  events: ['feedback'],
  title: { zh: '复查结果反馈书', en: 'Result of the Re-inspection' },
  sign: { zh: '网检复', en: 'Result' },
  issuer: organ,
  addressee: operator,
  values: {
    orderedOn,
    reinspectedOn: value(
      last(past.reinspection, (e) => e.on),
      { label: { zh: '复查日期', en: 'day of re-inspection' } },
    ),
    corrected: value(
      last(past.reinspection, (e) => e.corrected),
      {
        cites: art('art19.p3'),
        words: { true: { zh: '已整改', en: 'corrected' }, false: { zh: '未整改', en: 'not corrected' } },
      },
    ),
    result: value(now.feedback.result, { cites: art('art19.p3') }),
  },
  body: [
    {
      say: {
        zh: '{issuer}于{orderedOn}责令你单位限期整改，于{reinspectedOn}完成复查。依据{basis}，现将复查结果反馈如下：',
        en: 'The correction ordered on {orderedOn} was re-inspected on {reinspectedOn}. Under {basis} the result is:',
      },
    },
    { facts: ['corrected', 'result'] },
  ],
}

const penalty: DocumentType = {
  id: 'penalty-basis',
  procedure: 'inspection-2018',
  side: 'organ',
  events: ['penalty'],
  title: { zh: '行政处罚依据核对单', en: 'Basis of a Penalty, Checked' },
  sign: { zh: '网检罚核', en: 'Penalty' },
  issuer: organ,
  values: {
    operator,
    item: value(now.penalty.item),
    article: value(now.penalty.article),
    actOn: value(now.penalty.actOn),
  },
  body: [
    { facts: ['operator', 'item', 'article', 'actOn'] },
    {
      say: {
        zh: '本单只核对处罚条款与行为是否对应，不是处罚决定书；处罚的告知、听证和决定依照《行政处罚法》另行制作。',
        en: 'This only checks that provision and act belong together. It is no decision: notice, hearing and decision of a penalty follow the Administrative Penalty Law.',
      },
    },
  ],
}

export const INSPECTION_DOCUMENTS: readonly DocumentType[] = [
  notice,
  remoteNotice,
  record,
  remoteRecord,
  order,
  request,
  feedback,
  penalty,
]
