import { unjudged } from './duty.ts'

export default [
  unjudged(
    '1',
    'people',
    'boundary',
    { zh: '演员和嘉宾选用标准', en: 'Standards for choosing performers and guests' },
    {
      zh: '涉及对个人政治、品行和艺术的评价，规矩不评价人。',
      en: 'It would need a judgement of people’s politics, conduct and art; Guiju does not judge people.',
    },
  ),
]
