import type { CaseFile } from '../../src/cases/event.ts'
import { toFile } from '../../src/cases/fold.ts'
import type { Procedure } from '../../src/cases/procedure.ts'
import { accountReport } from '../../src/cases/procedures/account-report.ts'
import { appRights } from '../../src/cases/procedures/app-rights.ts'
import { findingCase } from '../../src/cases/procedures/finding.ts'
import { inspection2018 } from '../../src/cases/procedures/inspection-2018.ts'
import { regulatorNotice } from '../../src/cases/procedures/regulator-notice.ts'
import * as C from './credit.ts'
import { type Plain, run } from './support.ts'

/** Lawful cases from which every document of their procedure can be made. */

const credit: readonly Plain[] = [
  ...C.heard,
  C.objection,
  C.rejected,
  C.decision,
  ['publish', '2025-03-13', { ...C.PUBLISH, id: 'entry', what: 'listing' }],
  C.publish,
  C.measure,
  ['order', '2025-03-15', { id: 'ord', determination: 'det', until: '2025-03-30' }],
  ['orderCheck', '2025-03-31', { of: 'ord', adequate: false }],
  ['talk', '2025-03-31', { of: 'ord', kind: 'prompting', byDeterminingBody: true, entered: true }],
  C.dispute,
  ['receipt', '2025-04-02', { of: 'dis', until: '2025-04-20' }],
  C.upheld,
  ['correction', '2025-04-06', { of: 'fix', how: 'withdrawn' }],
  C.repairRequest,
  C.repair,
  ['removal', '2025-06-11', { of: 'dec', how: 'removed', reason: 'repair' }],
]

const organ = 'organ:某市公安局'
const NOTICE = {
  organLevel: 'county',
  department: 'network-security',
  placeCompetent: true,
  scope: '第十条、第十一条所列事项',
}
const inspection: readonly Plain[] = [
  ['notice', '2026-09-07', NOTICE, organ],
  ['inspection', '2026-09-08', { officers: 2, cardShown: true, noticeShown: true }, organ],
  [
    'record',
    '2026-09-08',
    { of: 'on-site', officersSigned: 2, operatorSigned: true, riskFound: true, riskNoted: true },
    organ,
  ],
  ['remoteNotice', '2026-09-09', { time: '9月10日', scope: '门户网站' }, organ],
  ['remote', '2026-09-10', { purpose: 'vulnerabilities', interference: false }, organ],
  ['record', '2026-09-10', { of: 'remote', officersSigned: 2 }, organ],
  ['order', '2026-09-11', { id: 'ord', until: '2026-09-25', minor: true, noConsequence: true }, organ],
  ['correction', '2026-09-17', { text: '已补装日志系统' }, 'operator:某公司'],
  ['request', '2026-09-18', { written: true }, 'operator:某公司'],
  ['reinspection', '2026-09-21', { corrected: true }, organ],
  ['feedback', '2026-09-22', { result: '已整改到位' }, organ],
  ['penalty', '2026-09-22', { item: 'art21.1', article: 'csl-2016/59.1', actOn: '2025-11-01' }, organ],
]

const rights: readonly Plain[] = [
  ['request', '2026-09-21', { id: 'A2', kind: 'deletion', text: '请删除我的手机号13812345678' }, 'user:李四'],
  ['answer', '2026-10-22', { of: 'A2', result: 'done', carriedOut: true }],
]

const account: readonly Plain[] = [
  ['methods', '2026-09-01', { entryVisible: true, published: true, process: true, feedbackTime: true }],
  ['action', '2026-09-02', { kind: 'suspension', agreement: '平台公约第三条', recorded: true, reported: true }],
  ['report', '2026-09-03', { id: 'R1', text: '冒名', limitDays: 7, limitUnit: 'workday' }, 'reporter:王五'],
  ['answer', '2026-09-08', { of: 'R1', result: 'upheld', reasons: '查实' }],
]

const regulator: readonly Plain[] = [
  [
    'notice',
    '2026-09-01',
    {
      id: 'N1',
      from: 'regulator',
      number: '浙通管函〔2026〕3号',
      until: '2026-09-15',
      problems: [
        { code: '1', text: '未逐一列出SDK', provision: '2.1' },
        { code: '2', text: '频繁索取权限' },
      ],
    },
    'sender:浙江省通信管理局',
  ],
  ['fix', '2026-09-05', { problem: '1', what: '补列3个SDK', before: '旧版隐私政策', after: '新版隐私政策' }],
  ['objection', '2026-09-06', { problem: '2', reasons: '系用户主动触发', proof: '录屏.mp4' }],
  ['report', '2026-09-10', { of: 'N1', summary: '两项问题均已回应' }],
]

const finding: readonly Plain[] = [
  ['finding', '2026-09-01', { id: 'F1', rule: 'app-pi-2019#2.1', result: 'sha256:ab12', author: '张三' }],
  ['fix', '2026-09-03', { of: 'F1', before: '旧版', after: '新版' }],
  ['dispute', '2026-09-04', { id: 'D1', of: 'F1', reasons: 'SDK未启用', proof: '构建配置' }, 'owner:某公司'],
  ['review', '2026-09-08', { of: 'D1', result: 'withdrawn', reasons: '核对属实' }, 'auditor:李四'],
  ['close', '2026-09-09', { of: 'F1' }],
]

const APPEAL: Plain = ['appeal', '2026-09-04', { text: '不应处置', limitDays: 3, limitUnit: 'day' }, 'producer:赵六']

const file = (procedure: Procedure, facts: object, events: readonly Plain[]): CaseFile =>
  toFile(run(procedure, { id: 'demo-1', side: procedure.keeper, ...facts }, events))

export const FIRM_CASE: CaseFile = file(C.procedure, { ...C.FIRM, authority: '某市市场监督管理局' }, credit)
export const PERSON_CASE: CaseFile = file(
  C.procedure,
  { ...C.PERSON, subject: '张三丰', authority: '某市市场监督管理局' },
  [
    ...C.known.slice(0, 4),
    ['record', '2025-02-02', { ...C.RECORD, ...C.SHOWN }],
    C.notice,
    C.delivery,
    C.decision,
    [
      'publish',
      '2025-03-13',
      {
        ...C.PUBLISH,
        basisKind: 'law',
        basis: '某法第三条',
        desensitised: true,
        content: '张三丰（110101199003071234）拒不履行',
      },
    ],
  ],
)

export const PRINTED: readonly { readonly procedure: Procedure; readonly file: CaseFile }[] = [
  { procedure: C.procedure, file: FIRM_CASE },
  { procedure: inspection2018, file: file(inspection2018, { operator: '某公司' }, inspection) },
  { procedure: appRights, file: file(appRights, { app: '某App', operator: '某公司' }, rights) },
  {
    procedure: accountReport,
    file: file(accountReport, { platform: '某平台', account: '某号' }, [...account, APPEAL]),
  },
  { procedure: regulatorNotice, file: file(regulatorNotice, { subject: '某公司' }, regulator) },
  { procedure: findingCase, file: file(findingCase, { subject: '某App' }, finding) },
]
