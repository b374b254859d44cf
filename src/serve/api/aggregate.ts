import { z } from 'zod'
import { AGGREGATE_FORMATS, aggregateQuery, compiledIn, noteAggregate } from '../aggregate.ts'
import { answerPdf, fileAnswer } from '../papers.ts'
import { route } from '../route.ts'
import { DOWNLOADS } from './results.ts'

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
      format: z.enum(AGGREGATE_FORMATS).default('html'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    answer: { status: 200, type: 'text/html' },
    async run({ bench, who, standing, ws, query, context }) {
      const { format, lang, ...asked } = query
      const compiled = await compiledIn(bench, ws, asked, format, lang)
      await noteAggregate(bench, who, standing, compiled, asked, format)
      const { made } = compiled
      if (format === 'pdf') return answerPdf(context, made as string, 'aggregate.pdf')
      return fileAnswer(context, made, `aggregate.${format}`, DOWNLOADS[format][2])
    },
  }),
]
