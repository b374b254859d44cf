import { unjudged } from './duty.ts'

export default [
  unjudged(
    '7',
    'associations',
    'human',
    { zh: '行业组织完善规范和自律公约', en: 'Associations complete rules and conventions' },
    {
      zh: '义务人是行业组织，节目清单不能说明。',
      en: 'The duty is that of associations; an inventory of programmes does not show it.',
    },
  ),
]
