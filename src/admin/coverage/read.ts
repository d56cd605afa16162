import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { jsonContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { evidencePage } from './evidence.js'
import { coverageOf } from './report.js'

const counts = (description: string) => z.record(z.string(), z.number()).openapi({ description })

const OperationView = z
  .object({
    service: z.string(),
    operation: z.string(),
    title: z.string(),
    method: z.string(),
    path: z.string(),
    calls: z.number(),
    statuses: counts('Calls by status'),
    roles: counts('Calls by business function of the caller'),
    findings: counts('What should be mended, by rule'),
    examples: z
      .array(z.number())
      .openapi({ description: 'The first exchange of each status, by its number in the journal' }),
    refusals: z
      .object({ met: z.array(z.string()), notMet: z.array(z.string()) })
      .optional()
      .openapi({ description: 'Refusals that e-RS documents for it: those met, and the others' }),
  })
  .openapi('OperationCoverage')

const read = createRoute({
  method: 'get',
  path: '/_sandbox/coverage',
  summary: 'Show what the software under test has used',
  responses: {
    200: jsonContent(
      z.array(OperationView),
      'Every operation of every service, and what the software under test did with it since the world began',
    ),
  },
})

const page = createRoute({
  method: 'get',
  path: '/_sandbox/coverage.html',
  summary: 'The same as a page to keep as evidence',
  responses: {
    200: {
      description: 'A page that needs nothing from elsewhere',
      content: { 'text/html': { schema: z.string() } },
    },
  },
})

const clear = createRoute({
  method: 'delete',
  path: '/_sandbox/coverage',
  summary: 'Begin to count anew',
  responses: { 204: { description: 'Nothing is counted yet' } },
})

/** What a client has used: the declarations of the services beside what was counted. */
export function addCoverageRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(read, (context) => {
    const services = coverageOf(sandbox, worldOf(context, sandbox))
    return context.json(services.flatMap(({ operations }) => operations) as never, 200)
  })
  api.openapi(page, (context) => {
    const world = worldOf(context, sandbox)
    return context.html(evidencePage(world, coverageOf(sandbox, world)) as never)
  })
  api.openapi(clear, (context) => {
    sandbox.coverageOf(worldOf(context, sandbox)).clear()
    return context.body(null, 204)
  })
}
