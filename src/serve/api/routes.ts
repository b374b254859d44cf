import { z } from 'zod'
import type { Bench } from '../bench.ts'
import { openapi } from '../openapi.ts'
import { type Route, route } from '../route.ts'
import { aggregateRoutes } from './aggregate.ts'
import { artifactRoutes } from './artifacts.ts'
import { attestRoutes } from './attest.ts'
import { casePaperRoutes } from './case-papers.ts'
import { caseProofRoutes } from './case-proofs.ts'
import { caseRoutes } from './cases.ts'
import { disputeRoutes } from './disputes.ts'
import { drawRoutes } from './draws.ts'
import { exceptionRoutes } from './exceptions.ts'
import { inventoryRoutes } from './inventory.ts'
import { jobRoutes } from './jobs.ts'
import { lawApi } from './law.ts'
import { peopleRoutes } from './people.ts'
import { placeRoutes } from './places.ts'
import { resultRoutes } from './results.ts'
import { sessionRoutes } from './session.ts'
import { taskRoutes } from './tasks.ts'

const health = route({
  method: 'get',
  path: '/api/health',
  needs: 'public',
  summary: { zh: '服务是否正常', en: 'Whether the server and its database answer' },
  answer: { status: 200, schema: z.object({ ok: z.literal(true), version: z.string() }) },
  async run({ bench }) {
    await bench.db.selectFrom('migration').select('version').executeTakeFirstOrThrow()
    return { ok: true, version: bench.version }
  },
})

/** Every route of the API, in the order they are documented. */
export const routes: readonly Route[] = [
  health,
  ...sessionRoutes,
  ...peopleRoutes,
  ...resultRoutes,
  ...aggregateRoutes,
  ...taskRoutes,
  ...placeRoutes,
  ...artifactRoutes,
  ...jobRoutes,
  ...inventoryRoutes,
  ...caseRoutes,
  ...caseProofRoutes,
  ...casePaperRoutes,
  ...attestRoutes,
  ...disputeRoutes,
  ...exceptionRoutes,
  ...drawRoutes,
  ...lawApi,
]

/** The OpenAPI document of a server. */
export const documentOf = (bench: Bench): unknown => openapi(routes, bench.version)
