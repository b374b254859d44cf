import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art7.p3', 'rules-filed', {
    reads: '应当向所在地省、自治区、直辖市网信部门备案',
    title: { zh: '重要规则、公约已备案', en: 'The main rules are filed' },
    records: [platform.rulesFiled],
    remedy: {
      zh: '将管理规则、平台公约等重要制度措施备案。',
      en: 'File the rules, the convention and other main measures.',
    },
  }),
  documents('art7.p3', 'assessment', {
    reads: '上线相关新技术新应用新功能，应当按照有关规定进行安全评估',
    title: { zh: '新技术新应用新功能经安全评估', en: 'New technology and functions are assessed for security' },
    applies: platform.newFunctions.isTrue(),
    of: { newFunctions: true },
    outside: { newFunctions: false },
    records: [platform.functionsAssessed],
    remedy: { zh: '对所列功能补做安全评估。', en: 'Have the functions assessed.' },
  }),
]
