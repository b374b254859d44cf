import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art12.p1', 'faked-figures', {
    reads: '建立公众账号监测评估机制',
    title: { zh: '建立防范数据造假的监测评估机制', en: 'A mechanism guards against faked figures' },
    records: [platform.dataMonitoring],
    remedy: {
      zh: '建立对订阅数、关注度、点击率、转评量造假的监测评估机制。',
      en: 'Monitor followers, attention, clicks, shares and comments for faking.',
    },
  }),
]
