import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import type { World } from '../world/world.js'
import { jsonContent } from './schemas.js'
import { worldOf } from './world-of.js'

const OperationView = z
  .object({
    service: z.string(),
    operation: z.string(),
    title: z.string(),
    method: z.string(),
    path: z.string(),
    calls: z.number(),
    statuses: z.record(z.string(), z.number()).openapi({ description: 'Calls by status' }),
  })
  .openapi('OperationCoverage')

const read = createRoute({
  method: 'get',
  path: '/_sandbox/coverage',
  responses: {
    200: jsonContent(
      z.array(OperationView),
      'Every operation of every service, and how often the exchanges in the journal called it',
    ),
  },
})

function statusesOf(sandbox: Sandbox, world: World): Map<string, Record<string, number>> {
  const counts = new Map<string, Record<string, number>>()
  for (const { service, operation, request, answer } of sandbox.journalOf(world).list()) {
    const key = `${service} ${operation} ${request.method}`
    const statuses = counts.get(key) ?? {}
    const status = String(answer?.status ?? 0)
    statuses[status] = (statuses[status] ?? 0) + 1
    counts.set(key, statuses)
  }
  return counts
}

/** Which operations a client has used: the declarations of the services beside the journal. */
export function addCoverageRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(read, (context) => {
    const counts = statusesOf(sandbox, worldOf(context, sandbox))
    const seen = sandbox.services.flatMap((service) =>
      service.endpoints.map(({ operation, title, method, path }) => {
        const statuses = counts.get(`${service.id} ${operation} ${method}`) ?? {}
        const calls = Object.values(statuses).reduce((sum, count) => sum + count, 0)
        return { service: service.id, operation, title, method, path, calls, statuses }
      }),
    )
    return context.json(seen, 200)
  })
}
