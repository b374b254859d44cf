import type { Text } from '../../law/text.ts'

/** Days ahead: an exception is looked at again at least once a year. */
export const MOST_DAYS = 366

/** Words of exceptions. */
export const EXCEPTION_WORDS = {
  title: { zh: '例外', en: 'Exceptions' },
  lead: {
    zh: '有法律依据、暂不整改的问题，写明依据、理由和截止日。例外不改变结论；到期或者撤回后不再有效。',
    en: 'A finding that is not put right for the time being, with what allows it, why and until when. It changes no outcome, and holds no longer than its day.',
  },
  open: { zh: '登记例外', en: 'Record an exception' },
  finding: { zh: '结论', en: 'Finding' },
  basis: { zh: '法律依据', en: 'Legal basis' },
  reason: { zh: '理由', en: 'Why' },
  until: { zh: '截止日', en: 'Until' },
  files: { zh: '证据文件', en: 'Files' },
  send: { zh: '登记', en: 'Record' },
  made: { zh: '登记', en: 'Recorded' },
  state: { zh: '状态', en: 'State' },
  holds: { zh: '有效', en: 'holds' },
  ended: { zh: '已到期', en: 'ended' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  settled: { zh: '最新结果已不是“存在证据”', en: 'no longer a finding' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  ending: { zh: '30日内到期的例外', en: 'Exceptions that end within 30 days' },
  subject: { zh: '对象', en: 'Subject' },
} as const satisfies Readonly<Record<string, Text>>
