import { z } from 'zod'
import { aggregatePaper } from '../../report/aggregate/paper.ts'
import { aggregateHtml, aggregateJson, aggregateMarkdown, aggregateXlsx } from '../../report/aggregate/render.ts'
import { aggregateQuery, compiledIn, noteAggregate } from '../aggregate.ts'
import { answerPaper, fileAnswer } from '../papers.ts'
import { route } from '../route.ts'
import { DOWNLOADS } from './results.ts'

const WRITERS = { html: aggregateHtml, md: aggregateMarkdown, xlsx: aggregateXlsx, json: aggregateJson } as const
const FORMATS = [...(Object.keys(WRITERS) as (keyof typeof WRITERS)[]), 'docx', 'pdf'] as const

export const aggregateRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/aggregate',
    needs: 'read',
    summary: {
      zh: '汇总这些对象的结果，可附抽取、对象表和问卷',
      en: 'The results of these subjects compiled into one report, with a draw, a table on the subjects and a survey beside them',
    },
    query: aggregateQuery.extend({
      format: z.enum(FORMATS).default('html'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    answer: { status: 200, type: 'text/html' },
    async run({ bench, who, standing, ws, query, context }) {
      const { format, lang, ...asked } = query
      const compiled = await compiledIn(bench, ws, asked)
      await noteAggregate(bench, who, standing, compiled, asked, format)
      if (format === 'docx' || format === 'pdf')
        return answerPaper(context, aggregatePaper(compiled), 'aggregate', { format, lang })
      return fileAnswer(context, WRITERS[format](compiled, lang), `aggregate.${format}`, DOWNLOADS[format][2])
    },
  }),
]
