import { all, any, asOf, not, today } from '../../../facts/terms.ts'
import type { Condition } from '../../../facts/tree.ts'
import { type EventType, need, type RowOf } from '../../procedure.ts'
import {
  carries,
  catalogueLoaded,
  constraint,
  determined,
  grounds,
  groundsOf,
  hasDetermination,
  lenient,
  listedItem,
  ofCatalogue,
  ownCase,
  step,
  stillStands,
} from './common.ts'
import { credit } from './words.ts'

/** From the editions of the day to the decision to list: parts 2 and 4 of the opinions of 2020. */

const { facts, now, past } = credit
const { catalogue, measureList, standard, record, determine, notice, delivery, objection, waiver, decision } = now
const anyone = ['authority', 'subject']

const supplement = (of: typeof catalogue | typeof measureList, cites: string) =>
  need(
    cites,
    '地方补充版本以地方性法规为依据，并写明地域',
    'a local supplement rests on a local regulation and names its place',
    any(of.level.is('national'), all(of.localRegulation.exists(), of.region.exists())),
  )
const dated = (of: typeof catalogue | typeof measureList, cites: string) =>
  need(cites, '写明版本名称和施行日', 'name the edition and its first day', all(of.edition.exists(), of.from.exists()))

/** Standards that were not brought into line by the end of 2021 are void. */
const conforming = (s: Pick<RowOf<typeof past.standard>, 'adoptedOn' | 'alignedOn'>): Condition =>
  any(
    s.adoptedOn.after('2020-12-07'),
    all(s.alignedOn.exists(), s.alignedOn.onOrBefore('2021-12-31')),
    asOf.onOrBefore('2021-12-31'),
  )

const waived = past.waiver.some((w) => all(w.of.is(decision.notice), w.written.isTrue()))
/** A notice that was delivered while there was time to object; after a waiver, at any time. */
const delivered = (n: RowOf<typeof past.notice>): Condition =>
  past.delivery.some((d) => all(d.of.is(n.id), any(d.on.onOrBefore(n.defenceUntil), waived)))
const theNotice = (is: (n: RowOf<typeof past.notice>) => Condition): Condition =>
  past.notice.some((n) => all(n.id.is(decision.notice), is(n)))

/** Objections to any notice of the determination: a new notice does not do away with those to the one before. */
const eachObjection = (is: (o: RowOf<typeof past.objection>) => Condition): Condition =>
  past.objection.every((o) =>
    any(
      past.notice.none((n) => all(n.id.is(o.of), n.determination.is(decision.determination))),
      is(o),
    ),
  )

const stated = (zh: string, en: string, condition: Condition) =>
  need(constraint('8'), `决定载明${zh}`, `the decision states ${en}`, condition)

export const listing: Readonly<Record<string, EventType>> = {
  catalogue: step('catalogue', anyone, constraint('1'), [
    dated(catalogue, constraint('1')),
    supplement(catalogue, constraint('1')),
    need(
      constraint('1'),
      '每一条目以法律、法规或者中央政策文件为依据',
      'each item rests on law, regulation or central policy',
      catalogue.items.every((i) => all(i.basis.exists(), carries(i.basisKind))),
    ),
    need(
      constraint('3'),
      '每一条目写明能否共享；可共享的写明范围和采集部门',
      'each item says whether it may be shared, and then how far and who collects it',
      catalogue.items.every((i) =>
        any(i.share.isFalse(), all(i.share.isTrue(), i.scope.exists(), i.collector.exists())),
      ),
    ),
    need(
      constraint('4'),
      '每一条目写明能否公开',
      'each item says whether it may be published',
      catalogue.items.every((i) => i.publish.exists()),
    ),
  ]),
  measureList: step('measureList', anyone, constraint('9'), [
    dated(measureList, constraint('9')),
    supplement(measureList, constraint('9')),
    need(
      constraint('9'),
      '每一措施以法律、法规或者中央政策文件为依据',
      'each measure rests on law, regulation or central policy',
      measureList.entries.every((e) => all(e.basis.exists(), carries(e.basisKind))),
    ),
  ]),
  standard: step('standard', anyone, constraint('7'), [
    need(
      constraint('6'),
      '设列领域以法律、法规或者中央政策文件为依据',
      'the domain rests on law, regulation or central policy',
      all(standard.domain.exists(), standard.domainBasis.exists(), carries(standard.domainBasisKind)),
    ),
    need(
      constraint('6'),
      '限于国发〔2016〕33号所列四类严重违法失信行为',
      'one of the four kinds of grave breach of 国发〔2016〕33号',
      standard.conduct.among(
        'health-and-safety',
        'market-and-social-order',
        'refusing-legal-obligations',
        'national-defence',
      ),
    ),
    need(
      constraint('7'),
      '标准的形式：全国名单用法律、行政法规或者中央政策文件，暂不具备条件的用部门规章；地方名单用地方性法规',
      'form of the standard: law, administrative regulation or central policy for a national list, a departmental rule only while that is not yet possible; a local regulation for a local list',
      any(
        all(
          standard.level.is('national'),
          any(
            standard.form.among('law', 'administrative-regulation', 'central-policy'),
            all(standard.form.is('departmental-rule'), standard.higherNotYet.isTrue()),
          ),
        ),
        all(standard.level.is('local'), standard.form.is('local-regulation')),
      ),
    ),
    need(
      constraint('7'),
      '公开征求意见不少于30日',
      'open to public comment for at least 30 days',
      any(
        standard.level.is('local'),
        standard.commentUntil.onOrAfter(standard.commentFrom.plus({ n: 30, unit: 'day' })),
      ),
    ),
    need(
      constraint('7'),
      '在“信用中国”和主管部门指定网站公开',
      'published on Credit China and on the regulator’s site',
      all(standard.onCreditChina.isTrue(), standard.onRegulatorSite.isTrue()),
    ),
    need(
      constraint('7'),
      '一并明确移出条件、程序和救济措施',
      'it sets removal conditions, procedure and remedies',
      all(standard.removalConditions.exists(), standard.removalProcedure.exists(), standard.remedies.exists()),
    ),
    need(
      constraint('7'),
      '定期组织第三方评估',
      'evaluated by third parties at intervals',
      standard.thirdPartyEvaluation.isTrue(),
    ),
    need(
      constraint('part9.p4'),
      '2021年底前按意见更新，未更新的标准已经废止',
      'brought into line by the end of 2021; a standard that was not is void',
      conforming(standard),
    ),
  ]),
  record: step(
    'record',
    ['authority'],
    constraint('1'),
    [
      ...listedItem(record.item),
      need(
        constraint('2'),
        '失信信息：先以具有法律效力的文书认定',
        'an untrustworthy act is first determined, on a document with legal effect',
        any(
          record.kind.is('behaviour'),
          determined(record.determination, (d) => d.id.exists()),
        ),
      ),
      need(constraint('2'), '如实记录', 'record it truthfully', record.truthful.isTrue()),
      need(
        constraint('14'),
        '个人信用信息：明示目的、方式和范围',
        'a person’s data: purpose, means and scope are shown',
        any(
          facts.kind.is('organisation'),
          all(record.purposeShown.isTrue(), record.meansShown.isTrue(), record.scopeShown.isTrue()),
        ),
      ),
      need(
        constraint('14'),
        '个人信用信息：本人同意，或者援引无须同意的法律、法规；不得未经授权、强制授权或者一次授权终身使用',
        'a person’s data: consent given, or the law or regulation cited by which none is needed; never without authorisation, forced, or once for life',
        any(
          facts.kind.is('organisation'),
          record.consent.is('given'),
          all(
            record.exception.exists(),
            record.exceptionKind.among('law', 'regulation'),
            not(record.consent.among('forced', 'once-for-life')),
          ),
        ),
      ),
      lenient(any(facts.minor.isTrue(), determined(record.determination, grounds)), record.leniency),
      ownCase(record.against),
    ],
    { to: 'recorded' },
  ),
  determine: step(
    'determine',
    ['authority'],
    constraint('2'),
    [
      need(
        constraint('2'),
        '依据是裁判文书、仲裁文书、行政处罚或者行政裁决等决定文书，或者法律、法规、中央政策文件规定可作依据的文书',
        'on a judgment or ruling, an arbitral document, a penalty or adjudication decision, or a document that law, regulation or central policy accepts',
        any(
          determine.document.among('judgment', 'arbitral', 'penalty', 'adjudication'),
          all(
            determine.document.is('accepted-by-law'),
            determine.acceptedBy.exists(),
            carries(determine.acceptedByKind),
          ),
        ),
      ),
      need(
        constraint('2'),
        '文书具有法律效力，写明文号和日期',
        'the document has legal effect, its number and day are given',
        all(determine.effective.isTrue(), determine.number.exists(), determine.documentOn.onOrBefore(determine.on)),
      ),
      need(
        'administrative-penalty-law-2021#art44',
        '处罚决定前已按处罚程序告知内容、事实、理由、依据和权利',
        'before the penalty, its own procedure told content, facts, reasons, basis and rights',
        any(
          not(determine.document.is('penalty')),
          determine.documentOn.before('2021-07-15'),
          determine.penaltyNotice.isTrue(),
        ),
      ),
      need(
        'administrative-penalty-law-2017#art31',
        '处罚决定前已按处罚程序告知事实、理由、依据和权利',
        'before the penalty, its own procedure told facts, reasons, basis and rights',
        any(
          not(determine.document.is('penalty')),
          determine.documentOn.onOrAfter('2021-07-15'),
          determine.penaltyNotice.isTrue(),
        ),
      ),
      lenient(grounds(determine), determine.leniency),
      ownCase(determine.against),
    ],
    { to: 'determined' },
  ),
  notice: step(
    'notice',
    ['authority'],
    constraint('8'),
    [
      hasDetermination(notice.determination),
      need(
        constraint('7'),
        '载入符合条件的名单认定标准',
        'load a standard of that domain that meets the conditions',
        past.standard.some((s) => s.domain.is(notice.domain)),
      ),
      need(
        constraint('8'),
        '告知事由、依据和当事人依法享有的权利',
        'tell the grounds, the basis and the rights',
        all(notice.grounds.exists(), notice.basis.exists(), notice.rights.exists()),
      ),
      need(constraint('8'), '留出陈述申辩的时间', 'leave time to object', notice.defenceUntil.onOrAfter(notice.on)),
    ],
    { to: 'notified', served: true },
  ),
  delivery: step(
    'delivery',
    ['authority'],
    constraint('8'),
    [
      need(
        constraint('8'),
        '送达的是本案已作出的文书',
        'what is delivered was made in this case before',
        // Said as what is not so, as none of them leads to a delivery in particular: the notice does.
        not(
          all(
            past.notice.none((n) => n.id.is(delivery.of)),
            past.decision.none((d) => d.id.is(delivery.of)),
            past.answer.none((a) => a.id.is(delivery.of)),
            past.repairDecision.none((r) => r.id.is(delivery.of)),
            past.order.none((o) => o.id.is(delivery.of)),
          ),
        ),
      ),
      need(constraint('8'), '写明送达方式', 'say how it was delivered', delivery.method.exists()),
    ],
    { served: true },
  ),
  objection: step('objection', ['subject'], constraint('8'), [
    need(
      constraint('8'),
      '针对已作出的告知',
      'it is about a notice that was given',
      past.notice.some((n) => n.id.is(objection.of)),
    ),
  ]),
  waiver: step('waiver', ['subject'], constraint('8'), [
    need(
      constraint('8'),
      '针对已作出的告知',
      'it is about a notice that was given',
      past.notice.some((n) => n.id.is(waiver.of)),
    ),
    need(constraint('8'), '书面放弃', 'in writing', waiver.written.isTrue()),
  ]),
  decision: step(
    'decision',
    ['authority'],
    constraint('8'),
    [
      hasDetermination(decision.determination),
      ...stillStands(decision.determination),
      catalogueLoaded,
      ofCatalogue(
        constraint('2'),
        '认定后如实记录失信信息',
        'record it truthfully after the determination',
        past.record.some((r) => r.determination.is(decision.determination)),
      ),
      need(
        constraint('7'),
        '载入符合条件的名单认定标准',
        'load a standard of that domain that meets the conditions',
        past.standard.some((s) => s.domain.is(decision.domain)),
      ),
      need(
        constraint('part9.p4'),
        '2021年底前按意见更新，未更新的标准已经废止',
        'brought into line by the end of 2021; a standard that was not is void',
        past.standard.every((s) => any(not(s.domain.is(decision.domain)), conforming(s))),
      ),
      need(
        constraint('8'),
        '决定前已就列入该领域名单告知事由、依据和权利',
        'tell grounds, basis and rights before deciding, about a listing in that domain',
        theNotice((n) => all(n.determination.is(decision.determination), n.domain.is(decision.domain))),
      ),
      need(
        constraint('8'),
        '告知已在陈述申辩截止日前（含当日）送达；书面放弃陈述申辩的，已送达',
        'the notice was delivered by the last day for objections, or at all where these were waived in writing',
        theNotice(delivered),
      ),
      need(
        constraint('8'),
        '陈述申辩期限届满，或者当事人书面放弃',
        'the time to object has run, or was waived in writing',
        any(
          waived,
          theNotice((n) => today.after(n.defenceUntil)),
        ),
      ),
      need(
        constraint('8'),
        '每一异议均已核实并反馈',
        'each objection was verified and answered',
        eachObjection((o) => past.answer.some((a) => all(a.of.is(o.id), a.verified.isTrue()))),
      ),
      need(
        constraint('8'),
        '异议成立的，不得列入',
        'no listing where an objection was upheld',
        past.objection.every((o) =>
          any(
            not(o.of.is(decision.notice)),
            past.answer.none((a) => all(a.of.is(o.id), a.result.is('upheld'))),
          ),
        ),
      ),
      need(
        constraint('8'),
        '由县级以上人民政府有关部门认定，法律、法规、部门规章另有规定的除外',
        'by a department of a government at county level or above, unless law, regulation or departmental rule says otherwise',
        any(decision.level.among('county', 'prefecture', 'province', 'national'), decision.levelBasis.exists()),
      ),
      need(
        constraint('8'),
        '依托相应的行政决定文书，必要时单独制作决定文书',
        'in the administrative decision document, or in a separate one where that is necessary',
        any(decision.form.is('in-decision-document'), all(decision.form.is('separate'), decision.necessity.exists())),
      ),
      stated('事由', 'the grounds', decision.grounds.exists()),
      stated('依据', 'the basis', decision.basis.exists()),
      stated('失信惩戒措施提示', 'a note on measures', decision.measuresNote.exists()),
      stated(
        '移出条件和程序',
        'removal conditions and procedure',
        all(decision.removalConditions.exists(), decision.removalProcedure.exists()),
      ),
      stated('救济措施', 'the remedies', decision.remedies.exists()),
      need(constraint('8'), '写明列入期限', 'say how long the listing lasts', decision.until.onOrAfter(decision.on)),
      lenient(groundsOf(decision.determination), decision.leniency),
      ownCase(decision.against),
    ],
    { to: 'listed', served: true },
  ),
}
