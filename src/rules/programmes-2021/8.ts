import { unjudged } from './duty.ts'

export default [
  unjudged(
    '8',
    'authorities',
    'boundary',
    { zh: '广电部门履行管理职责', en: 'Authorities carry out their duties' },
    {
      zh: '义务人是广电部门，涉及导向判断，规矩不作判断。',
      en: 'The duty is that of authorities and turns on orientation, which Guiju does not judge.',
    },
  ),
]
