import { network as n } from '../../facts/network.ts'
import { all } from '../../facts/terms.ts'
import { attested, CRITICAL, critical, LEVEL_3 } from './duty.ts'

export default [
  attested('3.4', 'rules', {
    title: { zh: '有重要数据和个人信息保护制度', en: 'Rules protect important data and personal information' },
    applies: critical,
    of: CRITICAL,
    outside: LEVEL_3,
    records: [n.dataRules],
    remedy: {
      zh: '建立并落实重要数据和个人信息安全保护制度。',
      en: 'Write and follow rules that protect important data and personal information.',
    },
  }),
  attested('3.4', 'backup', {
    reads: '容灾备份',
    title: { zh: '重要网络和数据库容灾备份', en: 'Important networks and databases have disaster recovery' },
    applies: critical,
    of: CRITICAL,
    outside: LEVEL_3,
    records: [n.disasterBackup],
    remedy: {
      zh: '对重要网络和数据库实行容灾备份并演练恢复。',
      en: 'Set up disaster recovery for important networks and databases and try it out.',
    },
  }),
  attested('3.4', 'localisation', {
    reads: '应当在境内存储',
    title: {
      zh: '境内收集和产生的个人信息、重要数据存于境内',
      en: 'Personal information and important data of the country stay in it',
    },
    applies: all(critical, n.importantData.isTrue()),
    of: { ...CRITICAL, importantData: true },
    outside: { ...CRITICAL, importantData: false },
    records: [n.storedInChina],
    remedy: { zh: '把个人信息和重要数据迁回境内存储。', en: 'Bring the data back into the country.' },
  }),
  attested('3.4', 'export', {
    reads: '进行安全评估',
    title: { zh: '向境外提供前经安全评估', en: 'What goes abroad was assessed' },
    applies: all(critical, n.sentAbroad.isTrue()),
    of: { ...CRITICAL, sentAbroad: true },
    outside: { ...CRITICAL, sentAbroad: false },
    records: [n.exportAssessed],
    remedy: { zh: '停止未经评估的出境，依规定申报安全评估。', en: 'Stop sending without assessment and apply for it.' },
  }),
]
