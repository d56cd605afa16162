import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Exchange } from '../../http/exchange.js'
import { isMeant } from '../../journal/criteria.js'
import { httpArchive } from '../../journal/har.js'
import { maskText } from '../../journal/mask.js'
import type { Sandbox } from '../../server/sandbox.js'
import { VERSION } from '../../world/package.js'
import { Refused } from '../refused.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { CriteriaQuery, criteriaOf } from './criteria.js'
import { Summary, summary, Whole, whole } from './views.js'

const Id = z.object({
  id: z.coerce
    .number()
    .int()
    .openapi({ param: { name: 'id', in: 'path' } }),
})
const gone = { 404: problemContent('No such exchange, or no longer kept') }

const list = createRoute({
  method: 'get',
  path: '/_sandbox/journal',
  summary: 'List exchanges',
  request: {
    query: CriteriaQuery.extend({ limit: z.coerce.number().int().min(1).max(1000).optional() }),
  },
  responses: {
    200: jsonContent(z.array(Summary), 'Exchanges of the world, oldest first; the newest `limit`'),
  },
})

const read = createRoute({
  method: 'get',
  path: '/_sandbox/journal/{id}',
  summary: 'Show one exchange',
  request: { params: Id },
  responses: { 200: jsonContent(Whole, 'The exchange, byte for byte'), ...gone },
})

const bytes = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } }
const raw = createRoute({
  method: 'get',
  path: '/_sandbox/journal/{id}/{side}',
  summary: 'Download the body of a request or an answer',
  request: {
    params: Id.extend({
      side: z.enum(['request', 'answer']).openapi({ param: { name: 'side', in: 'path' } }),
    }),
  },
  responses: { 200: { description: 'The bytes of its body', content: bytes }, ...gone },
})

const archive = createRoute({
  method: 'get',
  path: '/_sandbox/journal.har',
  summary: 'Export exchanges as an HTTP Archive',
  request: {
    query: CriteriaQuery.extend({
      mask: z
        .enum(['true', 'false'])
        .optional()
        .openapi({ description: 'Whether NHS numbers, tokens and secrets are hidden' }),
    }),
  },
  responses: { 200: jsonContent(z.object({ log: z.looseObject({}) }), 'An HTTP Archive 1.2') },
})

const clear = createRoute({
  method: 'delete',
  path: '/_sandbox/journal',
  summary: 'Clear the journal',
  responses: { 204: { description: 'The journal is empty' } },
})

const bodyOf = ({ request, answer }: Exchange, side: 'request' | 'answer'): Buffer =>
  side === 'request' ? Buffer.from(request.body) : Buffer.from(answer?.body ?? '')

/** Reading the journal of a world. */
export function addJournalRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const { limit = 100, ...said } = context.req.valid('query')
    const criteria = criteriaOf(said)
    const found = sandbox
      .journalOf(worldOf(context, sandbox))
      .list()
      .filter((exchange) => isMeant(exchange, criteria))
    return context.json(found.slice(-limit).map(summary), 200)
  })
  api.openapi(archive, (context) => {
    const { mask, ...said } = context.req.valid('query')
    const criteria = criteriaOf(said)
    const found = sandbox
      .journalOf(worldOf(context, sandbox))
      .list()
      .filter((exchange) => isMeant(exchange, criteria))
    const creator = { name: 'ers-sandbox', version: VERSION }
    const har = httpArchive(found, creator, mask === 'true' ? maskText : undefined)
    return context.json(har as never, 200)
  })
  const exchangeOf = (world: ReturnType<typeof worldOf>, id: number): Exchange => {
    const exchange = sandbox.journalOf(world).find(id)
    if (!exchange)
      throw new Refused(404, 'Unknown exchange', `exchange ${id} is not in the journal`)
    return exchange
  }
  api.openapi(read, (context) =>
    context.json(whole(exchangeOf(worldOf(context, sandbox), context.req.valid('param').id)), 200),
  )
  api.openapi(raw, (context) => {
    const { id, side } = context.req.valid('param')
    const body = bodyOf(exchangeOf(worldOf(context, sandbox), id), side)
    return context.body(new Uint8Array(body), 200, { 'Content-Type': 'application/octet-stream' })
  })
  api.openapi(clear, (context) => {
    sandbox.journalOf(worldOf(context, sandbox)).clear()
    return context.body(null, 204)
  })
}
