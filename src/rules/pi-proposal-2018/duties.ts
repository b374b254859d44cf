import { organisation } from '../../facts/network.ts'
import type { BooleanTerm } from '../../facts/terms.ts'
import type { Rule } from '../../judge/rule.ts'
import type { Text } from '../../law/text.ts'
import { kept } from '../organisation.ts'

const p = organisation.operator

/** One of the six undertakings of the proposal, for an organisation that says it joined. */
const undertaking = (place: string, term: BooleanTerm, title: Text, remedy: Text): Rule =>
  kept({
    cites: `pi-proposal-2018#${place}`,
    inForce: { from: '2018-09-14' },
    title,
    remedy,
    applies: p.joinedProposal.isTrue(),
    of: { id: 'o', operator: { joinedProposal: true } },
    outside: { id: 'o', operator: { joinedProposal: false } },
    records: [term],
    reading: {
      zh: '倡议没有法律约束力：只看自愿参加的单位是否做到，不影响退出码。',
      en: 'The proposal has no legal force: only who joined it is looked at, and it changes no exit code.',
    },
  })

export const proposalRules: readonly Rule[] = [
  undertaking(
    '1',
    p.conventionsKept,
    { zh: '遵守法规和自律公约，配合打击泄露', en: 'Law and conventions are kept, and action against leaks is helped' },
    {
      zh: '对照法规和公约自查，明确配合的联系人。',
      en: 'Check yourself against law and conventions and name who helps the authorities.',
    },
  ),
  undertaking(
    '2',
    p.leaksRemoved,
    {
      zh: '管好互动平台，及时清理泄露的个人信息',
      en: 'Interactive platforms are managed and leaked data removed in time',
    },
    { zh: '巡查平台，清理泄露的个人信息并记录。', en: 'Patrol the platforms, remove what leaked and keep records.' },
  ),
  undertaking(
    '3',
    p.reportsAnswered,
    { zh: '有举报机制，及时回应并整改', en: 'Reports are taken, answered in time and acted on' },
    {
      zh: '公布举报渠道，记录受理、答复和整改。',
      en: 'Publish how to report, and record receipt, answer and correction.',
    },
  ),
  undertaking(
    '4',
    p.staffTrained,
    { zh: '培训从业人员', en: 'Staff are trained' },
    { zh: '定期培训并留存签到和考核。', en: 'Train regularly and keep attendance and tests.' },
  ),
  undertaking(
    '5',
    p.leakResponse,
    { zh: '防范窃取，发现泄露及时报告并补救', en: 'Data are guarded against theft; leaks are reported and remedied' },
    { zh: '加固数据库，制定泄露处置流程。', en: 'Harden the databases and write how leaks are handled.' },
  ),
  undertaking(
    '6',
    p.usersInformed,
    { zh: '向网民宣传识别钓鱼和欺诈', en: 'Users are told how to recognise phishing and fraud' },
    { zh: '发布提示，例如本工具的八条提示单页。', en: 'Publish advice, such as the one-page guide of the eight tips.' },
  ),
]
