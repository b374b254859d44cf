import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art10.p3', 'abuse', {
    reads: '防范和处置互联网用户超限量注册、恶意注册、虚假注册等违规注册行为',
    title: { zh: '有防范违规注册的技术手段', en: 'Technical means guard against abusive registration' },
    records: [platform.abuseControls],
    remedy: { zh: '健全技术手段，留存处置记录。', en: 'Provide such means and keep records of what was done.' },
  }),
]
