import { unjudged } from './duty.ts'

export default [
  unjudged(
    '3',
    'taste',
    'boundary',
    { zh: '审美导向和泛娱乐化', en: 'Taste and too much entertainment' },
    {
      zh: '涉及审美和对个人形象的评价，规矩不作判断。',
      en: 'It would need a judgement of taste and of people’s looks, which Guiju does not make.',
    },
  ),
]
