import { all, any, named, not, today } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import { type Ref, ref } from '../../law/ref.ts'
import { deadlineOf, limit, need, type Procedure } from '../procedure.ts'
import { inspectionWords, PENALTIES, UNCHANGED } from './inspection/words.ts'

/**
 * Internet security inspection by public security organs under Order 151: lawfulness of the inspection, and the
 * operator's own file. Each guard stands at the provision it comes from.
 */

const art = (place: string): Ref => ref(`inspection-2018#${place}`)
const { entity, facts, past, now } = inspectionWords

const REPLACED = '2026-10-01'
/** Order 176 decides what begins from its first day, and its text is not known here. */
const inForce = need(
  'inspection-2018#art29',
  '公安部令第151号自2026年10月1日起由第176号替代：新办法的要求未收录，不能认定合法',
  'Order 151 was replaced by Order 176 on 2026-10-01: what that asks is not known here, so the step cannot be shown lawful',
  today.before(REPLACED),
)

const notCafe = need(
  'inspection-2018#art28',
  '互联网上网服务营业场所的检查依照专门条例，不适用本规定',
  'internet cafés are inspected under their own regulations',
  not(facts.internetCafe.isTrue()),
)

const correctionEnd = past.order.latest((e) => e.until)
const ordered = past.order.latest((e) => e.on)
/** A written request counts while the correction period of the last order runs. */
const requestReceived = past.request.latest(
  (e) => e.on,
  (e) => all(e.written.isTrue(), e.on.onOrAfter(ordered), e.on.onOrBefore(correctionEnd)),
)
const reinspected = past.reinspection.latest((e) => e.on)
const onSite = past.inspection.some((e) => e.id.exists())
const remoteDone = past.remote.some((e) => e.id.exists())
const recorded = past.record.some((e) => e.id.exists())
const part = (cites: Ref, zh: string, en: string, condition: Condition): Condition =>
  named(condition, { cites, say: { zh, en } })

const { notice, entrust, inspection, remote, record, order, request, penalty, use } = now

export const inspection2018: Procedure = {
  id: 'inspection-2018',
  title: { zh: '公安机关互联网安全监督检查', en: 'Internet security inspection by public security organs' },
  instruments: ['inspection-2018'],
  entity,
  sides: { organ: { zh: '公安机关', en: 'public security organ' }, operator: { zh: '检查对象', en: 'operator' } },
  keeper: 'organ',
  roles: {
    organ: { title: { zh: '公安机关', en: 'public security organ' }, side: 'organ' },
    operator: { title: { zh: '检查对象', en: 'operator' }, side: 'operator' },
  },
  states: {
    open: { zh: '尚未检查', en: 'not inspected yet' },
    notified: { zh: '已通知', en: 'notified' },
    inspected: { zh: '已检查', en: 'inspected' },
    recorded: { zh: '已记录', en: 'recorded' },
    correcting: { zh: '限期整改中', en: 'under correction' },
    reinspected: { zh: '已复查', en: 're-inspected' },
    answered: { zh: '已反馈复查结果', en: 'result fed back' },
    filed: { zh: '已归档', en: 'filed' },
  },
  start: 'open',
  events: {
    notice: {
      title: entity.lists.notice.title,
      by: ['organ'],
      cites: art('art14'),
      to: 'notified',
      guards: [
        inForce,
        notCafe,
        need(
          'inspection-2018#art14',
          '通知书由县级以上地方人民政府公安机关出具',
          'the notice is issued by a local organ at county level or above',
          notice.organLevel.among('county', 'prefecture', 'province'),
        ),
        need(
          'inspection-2018#art3.p1',
          '由网络安全保卫部门组织实施',
          'the network security department carries it out',
          notice.department.is('network-security'),
        ),
        need(
          'inspection-2018#art8',
          '由运营机构或者网络管理机构所在地（个人的，可以由经常居住地）公安机关实施',
          'the organ of the place of the operator (for a person, also of the habitual residence) carries it out',
          notice.placeCompetent.isTrue(),
        ),
        need(
          'inspection-2018#art12.p1',
          '专项检查限于与重大网络安全保卫任务相关的对象，或者防范恐怖袭击的重点目标',
          'a special inspection is for subjects related to the task, or key targets of counter-terrorism',
          any(not(notice.special.isTrue()), notice.taskRelated.isTrue(), notice.counterTerrorTarget.isTrue()),
        ),
      ],
    },
    entrust: {
      title: entity.lists.entrust.title,
      by: ['organ'],
      cites: art('art17.p1'),
      guards: [
        need(
          'inspection-2018#art17.p1',
          '受托机构具有相应技术能力',
          'the body has the technical ability',
          entrust.capable.isTrue(),
        ),
        need(
          'inspection-2018#art17.p2',
          '监督受托机构落实网络安全管理与保密责任',
          'the body is held to security and secrecy',
          entrust.secrecy.isTrue(),
        ),
      ],
    },
    inspection: {
      title: entity.lists.inspection.title,
      by: ['organ'],
      cites: art('art14'),
      to: 'inspected',
      guards: [
        inForce,
        notCafe,
        need(
          'inspection-2018#art14',
          '县级以上公安机关出具监督检查通知书',
          'a notice of inspection of an organ at county level or above',
          past.notice.some((e) => e.organLevel.among('county', 'prefecture', 'province')),
        ),
        need('inspection-2018#art14', '出示监督检查通知书', 'show the notice', inspection.noticeShown.isTrue()),
        need('inspection-2018#art14', '出示人民警察证', 'show the police card', inspection.cardShown.isTrue()),
        need('inspection-2018#art14', '人民警察不得少于二人', 'at least two officers', inspection.officers.atLeast(2)),
        need(
          'inspection-2018#art15',
          '现场只可以采取第十五条所列的四项措施',
          'on site only the four measures of article 15',
          not(inspection.otherMeasures.isTrue()),
        ),
        need(
          'inspection-2018#art10',
          '检查内容限于第十条、第十一条所列，专项检查限于第十二条所列',
          'only the matters of articles 10 and 11, and in a special inspection those of article 12',
          not(inspection.otherContent.isTrue()),
        ),
      ],
    },
    remoteNotice: {
      title: entity.lists.remoteNotice.title,
      by: ['organ'],
      cites: art('art16.p2'),
      to: 'notified',
      guards: [inForce, notCafe],
    },
    remote: {
      title: entity.lists.remote.title,
      by: ['organ'],
      cites: art('art16.p1'),
      to: 'inspected',
      guards: [
        inForce,
        notCafe,
        need(
          'inspection-2018#art16.p1',
          '远程检测只针对是否存在网络安全漏洞',
          'remote testing is only for whether there are vulnerabilities',
          remote.purpose.is('vulnerabilities'),
        ),
        need(
          'inspection-2018#art16.p2',
          '事先告知检查时间、检查范围等事项，或者公开相关检查事项',
          'tell time and scope beforehand, or publish them',
          past.remoteNotice.some((e) => any(e.published.isTrue(), all(e.time.exists(), e.scope.exists()))),
        ),
        need(
          'inspection-2018#art16.p2',
          '不得干扰、破坏对象网络的正常运行',
          'no interference with the operator’s network',
          remote.interference.isFalse(),
        ),
      ],
    },
    record: {
      title: entity.lists.record.title,
      by: ['organ'],
      cites: art('art18.p1'),
      to: 'recorded',
      guards: [
        need(
          'inspection-2018#art18.p1',
          '先开展监督检查，并载明检查方式',
          'carry out the inspection first, and say of which kind it was',
          any(all(record.of.is('on-site'), onSite), all(record.of.is('remote'), remoteDone)),
        ),
        need(
          'inspection-2018#art18.p1',
          '由开展检查的人民警察（不少于二人）签名',
          'signed by the officers who carried it out, at least two',
          any(record.of.is('remote'), record.officersSigned.atLeast(2)),
        ),
        need(
          'inspection-2018#art18.p2',
          '远程检测记录由二名以上人民警察签名',
          'the record of remote testing is signed by two or more officers',
          any(record.of.is('on-site'), record.officersSigned.atLeast(2)),
        ),
        need(
          'inspection-2018#art18.p1',
          '由对象的负责人或者网络安全管理人员签名，拒绝签名的注明',
          'signed by the operator’s person in charge, or the refusal is noted',
          any(record.of.is('remote'), record.operatorSigned.isTrue(), record.refusalNoted.isTrue()),
        ),
        need(
          'inspection-2018#art18.p1',
          '对象有异议的，允许其作出说明',
          'an operator who objects is allowed to explain',
          any(not(record.objection.isTrue()), record.explanationAllowed.isTrue()),
        ),
        need(
          'inspection-2018#art18.p3',
          '委托技术支持的，技术支持人员一并签名',
          'technical staff of an entrusted body sign as well',
          any(
            past.entrust.none((e) => e.id.exists()),
            record.entrustedSigned.isTrue(),
          ),
        ),
        need(
          'inspection-2018#art19.p1',
          '发现风险隐患的，督促指导消除并在记录上注明',
          'where risks are found, urge their removal and note it in the record',
          any(not(record.riskFound.isTrue()), record.riskNoted.isTrue()),
        ),
      ],
    },
    explanation: {
      title: entity.lists.explanation.title,
      by: ['operator'],
      cites: art('art18.p1'),
      guards: [],
    },
    order: {
      title: entity.lists.order.title,
      by: ['organ'],
      served: true,
      cites: art('art19.p1'),
      to: 'correcting',
      guards: [
        need(
          'inspection-2018#art18.p1',
          '开展监督检查并制作监督检查记录',
          'carry out the inspection and record it',
          recorded,
        ),
        need(
          'inspection-2018#art19.p1',
          '责令限期整改须载明整改期限',
          'the order sets a time',
          order.until.onOrAfter(order.on),
        ),
        need(
          'inspection-2018#art19.p1',
          '情节轻微或者未造成后果',
          'minor circumstances, or no consequence',
          any(order.minor.isTrue(), order.noConsequence.isTrue()),
        ),
      ],
    },
    correction: {
      title: entity.lists.correction.title,
      by: ['operator'],
      cites: art('art19.p1'),
      guards: [],
    },
    request: {
      title: entity.lists.request.title,
      by: ['operator'],
      cites: art('art19.p2'),
      guards: [
        need(
          'inspection-2018#art19.p2',
          '已被责令限期整改',
          'an order to correct was made',
          past.order.some((e) => e.id.exists()),
        ),
        need('inspection-2018#art19.p2', '书面提出', 'put in writing', request.written.isTrue()),
        need(
          'inspection-2018#art19.p2',
          '在整改期限届满前提出',
          'put before the correction period ends',
          any(not(correctionEnd.exists()), today.onOrBefore(correctionEnd)),
        ),
      ],
    },
    reinspection: {
      title: entity.lists.reinspection.title,
      by: ['organ'],
      // It takes place at the operator.
      served: true,
      cites: art('art19.p3'),
      to: 'reinspected',
      guards: [
        need(
          'inspection-2018#art19.p1',
          '责令限期整改，并载明整改期限',
          'order correction within a set time',
          correctionEnd.exists(),
        ),
        need(
          'inspection-2018#art19.p2',
          '整改期限届满，或者收到书面提前复查申请',
          'the correction period has ended, or a written request for earlier re-inspection was received',
          any(
            part(art('art19.p3'), '整改期限届满', 'the correction period has ended', today.after(correctionEnd)),
            part(
              art('art19.p2'),
              '收到书面提前复查申请',
              'a written request for earlier re-inspection was received',
              today.onOrAfter(requestReceived),
            ),
          ),
        ),
        limit(
          'inspection-2018#art19.p3',
          '自整改期限届满或者收到提前复查申请之日起三个工作日内复查',
          're-inspect within three working days of the end of the correction period or of the request',
          any(
            today.onOrBefore(requestReceived.plus({ parameter: 'inspection.reinspect' })),
            all(
              not(requestReceived.exists()),
              today.onOrBefore(correctionEnd.plus({ parameter: 'inspection.reinspect' })),
            ),
          ),
        ),
      ],
    },
    feedback: {
      title: entity.lists.feedback.title,
      by: ['organ'],
      served: true,
      cites: art('art19.p3'),
      to: 'answered',
      guards: [
        need('inspection-2018#art19.p3', '完成复查', 'complete the re-inspection', reinspected.exists()),
        limit(
          'inspection-2018#art19.p3',
          '复查结束后三个工作日内反馈复查结果',
          'feed back the result within three working days of the end of the re-inspection',
          today.onOrBefore(reinspected.plus({ parameter: 'inspection.feedback' })),
        ),
      ],
    },
    penalty: {
      title: entity.lists.penalty.title,
      by: ['organ'],
      cites: art('art21.p1'),
      guards: [
        need(
          'inspection-2018#art18.p1',
          '开展监督检查并制作监督检查记录',
          'carry out the inspection and record it',
          recorded,
        ),
        need(
          'inspection-2018#art21.p1',
          '处罚须有本规定第二十一条至第二十五条所列条款为依据；联网备案（第十条第一项）和等级保护（第十条第七项）不在其中',
          'the penalty has a basis listed in articles 21 to 25; filing (10.1) and multi-level protection (10.7) are not listed',
          any(...PENALTIES.map(({ item, articles }) => all(penalty.item.is(item), penalty.article.among(...articles)))),
        ),
        need(
          'inspection-2018#art21.p1',
          '《网络安全法》（2016年）的条号只适用于2026年1月1日以前的行为：修正后的条号须另行核对',
          'article numbers of the Cybersecurity Law of 2016 serve only for acts before 2026-01-01: look up the renumbered articles',
          any(penalty.article.among(...UNCHANGED), penalty.actOn.before('2026-01-01')),
        ),
      ],
    },
    report: { title: entity.lists.report.title, by: ['organ'], cites: art('art6'), guards: [] },
    use: {
      title: entity.lists.use.title,
      by: ['organ'],
      cites: art('art5.p2'),
      guards: [
        need(
          'inspection-2018#art5.p2',
          '获取的信息只能用于维护网络安全的需要',
          'what was learned is used only to keep networks secure',
          use.purpose.is('network-security'),
        ),
        need(
          'inspection-2018#art5.p1',
          '不得泄露、出售或者非法提供',
          'nothing is leaked, sold or unlawfully provided',
          use.unlawfulDisclosure.isFalse(),
        ),
      ],
    },
    archive: {
      title: entity.lists.archive.title,
      by: ['organ'],
      cites: art('art20'),
      to: 'filed',
      guards: [need('inspection-2018#art18.p1', '制作监督检查记录', 'make the record', recorded)],
    },
  },
  deadlines: [
    deadlineOf(past, 'request', 'reinspection', (asked, done) => ({
      title: { zh: '收到提前复查申请后复查', en: 're-inspect after the request' },
      cites: 'inspection-2018#art19.p3',
      who: 'organ',
      where: all(asked.written.isTrue(), asked.on.onOrBefore(correctionEnd)),
      due: asked.on.plus({ parameter: 'inspection.reinspect' }),
      met: done.on.onOrAfter(asked.on),
    })),
    deadlineOf(past, 'order', 'reinspection', (made, done) => ({
      title: { zh: '整改期限届满后复查', en: 're-inspect after the correction period' },
      cites: 'inspection-2018#art19.p3',
      who: 'organ',
      where: not(requestReceived.exists()),
      due: made.until.plus({ parameter: 'inspection.reinspect' }),
      met: done.on.onOrAfter(made.on),
    })),
    deadlineOf(past, 'order', 'correction', (made, done) => ({
      title: { zh: '完成整改', en: 'complete the correction' },
      cites: 'inspection-2018#art19.p1',
      who: 'operator',
      due: made.until,
      met: done.on.onOrAfter(made.on),
    })),
    deadlineOf(past, 'reinspection', 'feedback', (ended, done) => ({
      title: { zh: '反馈复查结果', en: 'feed back the result' },
      cites: 'inspection-2018#art19.p3',
      who: 'organ',
      due: ended.on.plus({ parameter: 'inspection.feedback' }),
      met: done.on.onOrAfter(ended.on),
    })),
  ],
  notes: [
    {
      from: REPLACED,
      text: {
        zh: '公安部令第151号已由《公安机关网络空间安全监督检查办法》（公安部令第176号，2026年8月7日公布，2026年10月1日施行，共23条）替代；三个工作日复查和反馈的时限是否保留尚不清楚，此后开始的步骤不能据本规定认定',
        en: 'Order 151 was replaced by the Measures for Cyberspace Security Supervision and Inspection by Public Security Organs (Order 176, published 2026-08-07, in force 2026-10-01, 23 articles); whether the limits of three working days survive is unknown, and steps begun since cannot be judged by these Provisions',
      },
    },
    {
      from: '2026-01-01',
      text: {
        zh: '本规定所引《网络安全法》条号均为2016年文本；该法2025年10月28日修正，2026年1月1日起施行并重新编号',
        en: 'article numbers of the Cybersecurity Law are those of 2016; it was amended on 2025-10-28, in force 2026-01-01, and renumbered',
      },
    },
    {
      text: {
        zh: '日志留存不少于六个月的要求出自《网络安全法》，不出自本规定；第九条第二款“两年内”是否及于行政处罚，条文有两解',
        en: 'six months of log retention come from the Cybersecurity Law, not from these Provisions; whether the two years of article 9 cover the penalty is open to two readings',
      },
    },
  ],
}
