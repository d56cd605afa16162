import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { isoInstant } from '../../world/instant.js'
import { eventsAfter } from '../../world/tables/event.js'
import { jsonContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const EventView = z
  .object({
    id: z.number(),
    at: z.string(),
    kind: z.string(),
    action: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('Event')

const list = createRoute({
  method: 'get',
  path: '/_sandbox/events',
  request: {
    query: z.object({
      after: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(1000).optional(),
    }),
  },
  responses: { 200: jsonContent(z.array(EventView), 'What happened in the world, oldest first') },
})

/** What happened in a world: referrals made, booked, cancelled, and so on. */
export function addEventRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const { after = 0, limit = 100 } = context.req.valid('query')
    const found = eventsAfter(worldOf(context, sandbox).store, after, limit)
    return context.json(
      found.map(({ at, detail, ...event }) => ({
        ...event,
        at: isoInstant(at),
        detail: { ...detail },
      })),
      200,
    )
  })
}
