import { z } from 'zod'
import { addDays, isDay } from '../../law/day.ts'
import { MOST_DAYS } from '../../report/bench/exception-words.ts'
import { keepException, withdrawException } from '../../store/state/exceptions.ts'
import { bodyOf, subjectOf } from '../../store/state/results.ts'
import { ApiError } from '../error.ts'
import { exceptedOf } from '../exceptions.ts'
import { route } from '../route.ts'
import { today } from '../today.ts'
import { evidenceList, heldUploads } from './artifacts.ts'
import { resultIn } from './results.ts'
import { exception, listOf } from './shapes.ts'

const said = (most: number) => z.string().trim().min(1).max(most)

export const exceptionRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/subjects/{id}/exceptions',
    needs: 'read',
    summary: {
      zh: '一个对象的例外：有依据暂不整改的问题，最新的在前',
      en: 'Exceptions of a subject: findings not put right for the time being, newest first',
    },
    answer: { status: 200, schema: listOf(exception) },
    async run({ bench, ws, params }) {
      if (!(await subjectOf(bench.db, ws, params['id']!))) throw new ApiError('missing')
      return { items: await exceptedOf(bench, ws, params['id']!, today()) }
    },
  }),
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/results/{id}/exceptions',
    needs: 'write',
    summary: {
      zh: '登记例外：写明法律依据、理由和截止日；不改变结论',
      en: 'Record an exception to a finding, with its legal basis, why and until when; it changes no outcome',
    },
    body: z.strictObject({
      rule: z.string().max(120),
      basis: said(500).describe('The provision or decision that allows it'),
      reason: said(2000),
      until: z.string().refine(isDay).describe('The last day on which it holds, at most a year ahead'),
      evidence: evidenceList,
    }),
    answer: { status: 201, schema: z.object({ id: z.string() }) },
    async run({ bench, who, ws, params, body }) {
      const row = await resultIn(bench.db, ws, params['id']!)
      const found = bodyOf(row).results[0]!.determinations.find((d) => d.rule === body.rule)
      if (!found) throw new ApiError('missing')
      if (found.outcome !== 'failed')
        throw new ApiError('refused', {
          zh: '只有“存在证据”的结论可以登记例外',
          en: 'only a finding, an outcome “failed”, can be excepted',
        })
      const on = today()
      const last = addDays(on, MOST_DAYS)
      if (body.until < on || body.until > last)
        throw new ApiError('refused', {
          zh: `截止日应在${on}至${last}之间`,
          en: `the last day has to be from ${on} to ${last}`,
        })
      const evidence = await heldUploads(bench.db, ws, body.evidence)
      const id = await keepException(bench.db, {
        workspace_id: ws,
        subject_id: row.subject_id,
        rule: found.rule,
        provision: found.provision,
        basis: body.basis,
        reason: body.reason,
        until_day: body.until,
        evidence: evidence.map(({ sha256, name }) => ({ sha256, name })),
        account_id: who.account!.id,
      })
      await bench.note(who, ws, 'exception recorded', `${id} ${found.rule} ${body.until}`)
      return { id }
    },
  }),
  route({
    method: 'delete',
    path: '/api/workspaces/{ws}/subjects/{id}/exceptions/{exception}',
    needs: 'write',
    summary: { zh: '撤回例外；记录保留', en: 'Withdraw an exception; it stays on record' },
    answer: { status: 204 },
    async run({ bench, who, ws, params }) {
      const of = { workspace: ws, subject: params['id']!, id: params['exception']!, by: who.account!.id }
      if (!(await withdrawException(bench.db, of))) throw new ApiError('missing')
      await bench.note(who, ws, 'exception withdrawn', of.id)
    },
  }),
]
