import { all, any, type TextTerm } from '../../facts/terms.ts'
import { deadlineOf, type Procedure } from '../procedure.ts'
import { constraint, REPAIR_FROM, supervision } from './credit/common.ts'
import { effects } from './credit/effects.ts'
import { listing } from './credit/listing.ts'
import { relief } from './credit/relief.ts'
import { supervise } from './credit/supervise.ts'
import { credit } from './credit/words.ts'

const { past } = credit

const repaired = (determination: TextTerm) =>
  past.repairDecision.some((r) => all(r.determination.is(determination), r.result.is('granted')))

/** A credit case from the record to its end, under the opinions of 2019 and 2020. */
export const creditCaseProcedure: Procedure = {
  id: 'credit-case',
  title: { zh: '信用案件', en: 'Credit case' },
  instruments: ['credit-constraint-2020', 'credit-supervision-2019'],
  entity: credit.entity,
  sides: { authority: { zh: '行政机关', en: 'authority' }, subject: { zh: '当事人', en: 'subject' } },
  keeper: 'authority',
  roles: {
    authority: { title: { zh: '认定部门', en: 'determining body' }, side: 'authority' },
    platform: {
      title: { zh: '信用信息共享平台、“信用中国”网站', en: 'credit platform, Credit China' },
      side: 'authority',
    },
    reader: { title: { zh: '查询使用单位', en: 'reader of credit data' }, side: 'authority' },
    subject: { title: { zh: '当事人', en: 'subject' }, side: 'subject' },
  },
  states: {
    open: { zh: '尚未认定', en: 'nothing determined yet' },
    determined: { zh: '已认定', en: 'determined' },
    recorded: { zh: '已记录', en: 'recorded' },
    notified: { zh: '已告知', en: 'notified' },
    listed: { zh: '已列入名单', en: 'listed' },
    published: { zh: '已公开或者共享', en: 'published or shared' },
    constrained: { zh: '惩戒中', en: 'under measures' },
    corrected: { zh: '已更正', en: 'corrected' },
    repaired: { zh: '已作出修复决定', en: 'decided on repair' },
    ended: { zh: '已终止', en: 'ended' },
  },
  start: 'open',
  events: { ...listing, ...effects, ...relief, ...supervise },
  deadlines: [
    deadlineOf(past, 'notice', 'delivery', (notice, done) => ({
      title: { zh: '送达告知', en: 'deliver the notice' },
      cites: constraint('8'),
      who: 'authority',
      due: notice.defenceUntil,
      met: done.of.is(notice.id),
    })),
    deadlineOf(past, 'receipt', 'answer', (received, done) => ({
      title: { zh: '核实并反馈异议', en: 'verify and answer the objection' },
      cites: constraint('8'),
      who: 'authority',
      where: any(
        past.objection.some((o) => o.id.is(received.of)),
        past.dispute.some((d) => d.id.is(received.of)),
      ),
      due: received.until,
      met: done.of.is(received.of),
    })),
    deadlineOf(past, 'receipt', 'repairDecision', (received, done) => ({
      title: { zh: '办结信用修复申请', en: 'decide on repair' },
      cites: constraint('12'),
      who: 'authority',
      where: past.repairRequest.some((r) => r.id.is(received.of)),
      due: received.until,
      met: done.of.is(received.of),
    })),
    deadlineOf(past, 'objection', 'answer', (said, done) => ({
      title: { zh: '核实并反馈异议', en: 'verify and answer the objection' },
      cites: constraint('8'),
      who: 'authority',
      where: past.receipt.none((r) => r.of.is(said.id)),
      due: said.answerBy,
      met: done.of.is(said.id),
    })),
    deadlineOf(past, 'dispute', 'answer', (said, done) => ({
      title: { zh: '尽快核实并反馈', en: 'verify and answer as soon as possible' },
      cites: supervision('17'),
      who: 'authority',
      where: past.receipt.none((r) => r.of.is(said.id)),
      due: said.answerBy,
      met: done.of.is(said.id),
    })),
    deadlineOf(past, 'repairRequest', 'repairDecision', (asked, done) => ({
      title: { zh: '办结信用修复申请', en: 'decide on repair' },
      cites: constraint('12'),
      who: 'authority',
      where: past.receipt.none((r) => r.of.is(asked.id)),
      due: asked.answerBy,
      met: done.of.is(asked.id),
    })),
    deadlineOf(past, 'decision', 'removal', (made, done) => ({
      title: { zh: '修复后及时移出名单', en: 'after repair remove from the list in time' },
      cites: constraint('11'),
      who: 'authority',
      where: repaired(made.determination),
      met: done.of.is(made.id),
    })),
    deadlineOf(past, 'publish', 'removal', (made, done) => ({
      title: {
        zh: '修复后及时终止公开，或者标注、屏蔽、删除',
        en: 'after repair end the publication in time, or mark, shield or delete it',
      },
      cites: constraint('11'),
      who: 'authority',
      where: repaired(made.determination),
      met: done.of.is(made.id),
    })),
    deadlineOf(past, 'share', 'removal', (made, done) => ({
      title: {
        zh: '修复后及时终止共享，或者标注、屏蔽、删除',
        en: 'after repair end the sharing in time, or mark, shield or delete it',
      },
      cites: constraint('11'),
      who: 'authority',
      where: repaired(made.determination),
      met: done.of.is(made.id),
    })),
    deadlineOf(past, 'answer', 'correction', (found, done) => ({
      title: { zh: '及时更正或者撤销有误的信息', en: 'correct or withdraw the erroneous information in time' },
      cites: supervision('17'),
      who: 'authority',
      where: all(
        found.result.is('upheld'),
        past.dispute.some((d) => d.id.is(found.of)),
      ),
      met: done.of.is(found.id),
    })),
    deadlineOf(past, 'answer', 'undo', (found, done) => ({
      title: { zh: '消除错误认定、惩戒造成的不良影响', en: 'undo the harm of a wrong listing or measure' },
      cites: supervision('17'),
      who: 'authority',
      where: all(
        found.result.is('upheld'),
        past.dispute.some((d) =>
          all(
            d.id.is(found.of),
            any(
              past.decision.some((l) => l.determination.is(d.determination)),
              past.measure.some((m) => m.determination.is(d.determination)),
            ),
          ),
        ),
      ),
      met: done.of.is(found.id),
    })),
    deadlineOf(past, 'publish', 'removal', (made, done) => ({
      title: { zh: '到期停止公开', en: 'end the publication' },
      cites: constraint('5'),
      who: 'authority',
      due: made.until,
      met: done.of.is(made.id),
    })),
    deadlineOf(past, 'share', 'removal', (made, done) => ({
      title: { zh: '到期停止共享', en: 'end the sharing' },
      cites: constraint('3'),
      who: 'authority',
      due: made.until,
      met: done.of.is(made.id),
    })),
    deadlineOf(past, 'decision', 'removal', (made, done) => ({
      title: { zh: '到期移出名单', en: 'remove from the list' },
      cites: constraint('11'),
      who: 'authority',
      due: made.until,
      met: done.of.is(made.id),
    })),
    deadlineOf(past, 'measure', 'removal', (made, done) => ({
      title: { zh: '到期终止惩戒措施', en: 'end the measure' },
      cites: constraint('10'),
      who: 'authority',
      where: made.until.exists(),
      due: made.until,
      met: done.of.is(made.id),
    })),
    deadlineOf(past, 'order', 'rectified', (told, done) => ({
      title: { zh: '限期整改', en: 'correct' },
      cites: supervision('9'),
      who: 'subject',
      due: told.until,
      met: done.of.is(told.id),
    })),
    deadlineOf(past, 'application', 'supplied', (made, done) => ({
      title: { zh: '按承诺补齐材料', en: 'supply what was promised' },
      cites: supervision('1'),
      who: 'subject',
      where: made.promiseUntil.exists(),
      due: made.promiseUntil,
      met: done.of.is(made.id),
    })),
  ],
  notes: [
    {
      text: {
        zh: '查询须登记并接受审查；让当事人看到谁查过，是规矩的设计，不是规定的要求',
        en: 'look-ups are registered and inspected; that the person sees who looked is Guiju’s design, not the law’s demand',
      },
    },
    {
      text: {
        zh: '八类行政行为信息7个工作日内上网公开，条文的措辞是“研究推动”，不构成义务，未按时公开不作认定',
        en: 'publication of eight kinds of acts within 7 working days is promoted, not commanded: being later is no breach',
      },
    },
    {
      text: {
        zh: '各等级的抽查比例是政策参数，条文没有数值',
        en: 'the shares of spot checks are policy parameters; the text sets no numbers',
      },
    },
    {
      from: REPAIR_FROM,
      text: {
        zh: '《信用修复管理办法》（国家发展改革委令第36号，2025年11月19日通过，2026年4月1日起施行，共30条）规定公示期限：轻微原则上不公示、最长3个月，一般3个月至1年，严重1年至3年；期限据转载，条号和其余内容未核对原文',
        en: 'the Measures for Credit Repair (NDRC Order 36, adopted 2025-11-19, in force 2026-04-01, 30 articles) set periods of publication: minor in principle none and 3 months at most, ordinary 3 to 12 months, grave 1 to 3 years; periods are from copies, article numbers and the rest were not checked against the official text',
      },
    },
  ],
}
