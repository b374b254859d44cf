import { owner } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents(
    'art17.p3',
    'third-parties',
    {
      reads: '均应当对账号运营行为、供给的信息内容等进行审核把关',
      title: { zh: '与第三方合作的，审核把关', en: 'What third parties supply is reviewed' },
      applies: owner.thirdParties.isTrue(),
      of: { thirdParties: true },
      outside: { thirdParties: false },
      records: [owner.thirdPartyReviewed],
      remedy: { zh: '在合作协议中约定并落实双方审核。', en: 'Agree on review by both and carry it out.' },
    },
    owner as never,
  ),
]
