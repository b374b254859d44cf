import { site } from '../../facts/fan-circle.ts'
import { onRecord, recordExamples } from '../documents.ts'
import { duty } from './duty.ts'

const topics = [
  site.agencyRegistration,
  site.agencyContent,
  site.agencyPromotion,
  site.agencyCrisis,
  site.agencyFans,
] as const

export default [
  duty('3', 'agency-rules', {
    reads: '对账号注册认证、内容发布、商业推广、危机公关、粉丝管理等网上行为作出明确规定',
    title: {
      zh: '对经纪公司的网上运营规范写明五项内容',
      en: 'Rules for agencies cover the five topics',
    },
    subject: site,
    requires: onRecord(topics),
    remedy: { zh: '在运营规范中补齐所缺内容。', en: 'Add the topics that are missing.' },
    reading: {
      zh: '只核对规范是否写明；哪些言论属于互撕、拉踩及对相关账号的处置不作判断。',
      en: 'Only whether the rules cover them is checked; what speech incites, and what is done about it, is not judged.',
    },
    examples: recordExamples(topics, {}),
  }),
]
