import { platform as p } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art6.p1', 'staff', {
    reads: '配备与业务规模相适应的管理人员和技术能力',
    title: { zh: '管理人员和技术能力与业务规模相适应', en: 'Managers and technical means fit the business' },
    records: [p.staff],
    remedy: {
      zh: '按业务规模配足管理人员和技术能力，留存岗位和系统清单。',
      en: 'Provide managers and technical means that fit the business and keep lists of posts and systems.',
    },
  }),
  documents('art6.p1', 'content-officer', {
    reads: '设置内容安全负责人岗位',
    title: { zh: '设有内容安全负责人岗位', en: 'There is a post for content security' },
    records: [p.contentOfficer],
    remedy: { zh: '设置内容安全负责人岗位并明确职责。', en: 'Create the post and state its duties.' },
  }),
  documents('art6.p1', 'systems', {
    reads:
      '账号注册、内容审核、信息巡查、生态治理、应急处置、网络安全、数据安全、个人信息保护、著作权保护、信用评价等管理制度',
    title: { zh: '十项管理制度齐备', en: 'All ten management systems exist' },
    records: [
      p.registrationSystem,
      p.reviewSystem,
      p.patrolSystem,
      p.ecologySystem,
      p.emergencySystem,
      p.networkSecuritySystem,
      p.dataSecuritySystem,
      p.personalInformationSystem,
      p.copyrightSystem,
      p.creditSystem,
    ],
    remedy: { zh: '补齐所缺制度并落实。', en: 'Write the systems that are missing and follow them.' },
  }),
]
