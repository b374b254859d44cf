import { z } from 'zod'
import { isDay } from '../../law/day.ts'
import { lawFolder } from '../../store/folder.ts'
import { listLaws } from '../../store/law-list.ts'
import { showProvision } from '../../store/law-show.ts'
import { commitmentsScreen } from '../commitments.ts'
import { ApiError } from '../error.ts'
import { route } from '../route.ts'
import { today } from '../today.ts'
import { listOf, text } from './shapes.ts'

const day = z.object({ on: z.string().refine(isDay).exactOptional() })

const commitment = z
  .object({
    ref: z.string(),
    what: text,
    until: z.string(),
    printed: z.string(),
    state: z.enum(['running', 'over']),
    daysLeft: z.int(),
  })
  .meta({ id: 'commitment', description: 'Whether its time is over, never whether it was reached.' })

export const lawApi = [
  route({
    method: 'get',
    path: '/api/laws',
    needs: 'public',
    summary: { zh: '规范和已导入的法律', en: 'Instruments and imported laws' },
    query: day,
    answer: { status: 200, schema: z.looseObject({ on: z.string() }) },
    run: ({ bench, query }) => listLaws(lawFolder(bench.store), query.on ?? today()),
  }),
  route({
    method: 'get',
    path: '/api/commitments',
    needs: 'public',
    summary: {
      zh: '政策文本中有期限的目标，截至某日的状态',
      en: 'What the texts mean to reach by some day, and how it stands on a day',
    },
    query: z.object({
      asOf: z.string().refine(isDay).exactOptional(),
      state: z.enum(['running', 'over']).exactOptional(),
      instrument: z.string().max(60).exactOptional(),
    }),
    answer: { status: 200, schema: listOf(commitment).extend({ asOf: z.string() }) },
    async run({ query }) {
      const { items, asked } = await commitmentsScreen((name) => query[name as keyof typeof query])
      return { asOf: asked.asOf, items }
    },
  }),
  route({
    method: 'get',
    path: '/api/laws/{id}/{ref}',
    needs: 'public',
    summary: { zh: '一个条款', en: 'One provision' },
    query: day,
    answer: { status: 200, schema: z.looseObject({ ref: z.string() }) },
    async run({ bench, params, query }) {
      const found = await showProvision(`${params['id']}#${params['ref']}`, lawFolder(bench.store), query.on ?? today())
      if (!('found' in found)) throw new ApiError('missing')
      return found.found
    },
  }),
]
