import { fanAccount as a } from '../../facts/fan-circle.ts'
import { all } from '../../facts/terms.ts'
import { onRecord, recordExamples } from '../documents.ts'
import { duty } from './duty.ts'

export default [
  duty('4', 'authorised', {
    reads: '粉丝团、后援会账号必须经明星经纪公司(工作室)授权或认证',
    title: { zh: '粉丝团、后援会账号经授权或认证', en: 'Fan club accounts are authorised or certified' },
    subject: a,
    appliesWhen: a.live.isTrue(),
    requires: onRecord([a.authorised]),
    remedy: { zh: '补办授权或认证；未取得的，关闭账号。', en: 'Obtain authorisation; close accounts without it.' },
    examples: recordExamples([a.authorised], { live: true }, { live: false, authorised: false }),
  }),
  duty('4', 'maintained', {
    reads: '并由其负责日常维护和监督',
    title: { zh: '授权账号由经纪公司维护和监督', en: 'The agency maintains and supervises authorised accounts' },
    subject: a,
    appliesWhen: all(a.live.isTrue(), a.authorised.isTrue()),
    requires: onRecord([a.maintained]),
    remedy: { zh: '明确经纪公司的维护和监督责任。', en: 'Have the agency take this on in writing.' },
    examples: recordExamples(
      [a.maintained],
      { live: true, authorised: true },
      { live: true, authorised: false, maintained: false },
    ),
  }),
]
