import { z } from 'zod'
import { isDay } from '../../law/day.ts'
import { lawFolder } from '../../store/folder.ts'
import { listLaws } from '../../store/law-list.ts'
import { showProvision } from '../../store/law-show.ts'
import { ApiError } from '../error.ts'
import { route } from '../route.ts'
import { today } from '../today.ts'

const day = z.object({ on: z.string().refine(isDay).exactOptional() })

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
