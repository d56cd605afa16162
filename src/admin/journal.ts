import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Exchange } from '../http/exchange.js'
import type { Sandbox } from '../server/sandbox.js'
import { given } from '../world/given.js'
import { isoInstant } from '../world/instant.js'
import { Refused } from './refused.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

const FindingView = z.object({ rule: z.string(), message: z.string(), source: z.string() })

const Summary = z
  .object({
    id: z.number(),
    at: z.string(),
    direction: z.enum(['IN', 'OUT']).openapi({
      description: 'Whether a client asked the sandbox (IN) or the sandbox sent a message (OUT)',
    }),
    service: z.string(),
    operation: z.string(),
    method: z.string(),
    path: z.string(),
    status: z.number(),
    milliseconds: z.number(),
    agent: z.string().optional().openapi({
      description: 'User-Agent of the caller; robots and scenarios say ers-sandbox-robot',
    }),
    caller: z
      .object({
        clientId: z.string(),
        userId: z.string().optional(),
        organisation: z.string().optional(),
        businessFunction: z.string().optional(),
      })
      .optional(),
    findings: z.array(FindingView),
    faults: z.array(z.string()).openapi({ description: 'Ids of the faults that struck' }),
  })
  .openapi('ExchangeSummary')

const Message = z.object({
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().openapi({ description: 'Text, or base64 where it is not UTF-8' }),
  encoding: z.enum(['utf8', 'base64']),
  bytes: z
    .number()
    .optional()
    .openapi({ description: 'Length of the body, where only its beginning is kept' }),
})

const ClientCertificateView = z
  .object({
    commonName: z.string(),
    subject: z.string(),
    issuer: z.string(),
    fingerprint: z.string(),
    problem: z
      .string()
      .optional()
      .openapi({ description: 'Why it is not trusted; absent where it is' }),
  })
  .openapi('ClientCertificate')

const Whole = Summary.extend({
  clientCertificate: ClientCertificateView.optional().openapi({
    description: 'What the client showed over TLS',
  }),
  request: Message,
  answer: Message,
}).openapi('Exchange')

const strict = new TextDecoder('utf-8', { fatal: true })

function bodyView(body: string | Uint8Array | null | undefined) {
  if (typeof body === 'string') return { body, encoding: 'utf8' as const }
  const bytes = body ?? new Uint8Array(0)
  try {
    return { body: strict.decode(bytes), encoding: 'utf8' as const }
  } catch {
    return { body: Buffer.from(bytes).toString('base64'), encoding: 'base64' as const }
  }
}

const summary = (exchange: Exchange) => ({
  id: exchange.id,
  at: isoInstant(exchange.started),
  direction: exchange.direction,
  service: exchange.service,
  operation: exchange.operation,
  method: exchange.request.method,
  path: exchange.request.search
    ? `${exchange.request.path}?${exchange.request.search}`
    : exchange.request.path,
  status: exchange.answer?.status ?? 0,
  milliseconds: Number(exchange.duration.toFixed(2)),
  ...given({ agent: exchange.request.header('user-agent') }),
  ...(exchange.caller ? { caller: exchange.caller } : {}),
  findings: exchange.findings,
  faults: [...exchange.faults],
})

const flat = (name: string, value: string | readonly string[]): [string, string][] =>
  (typeof value === 'string' ? [value] : value).map((one) => [name, one])

const whole = (exchange: Exchange) => ({
  ...summary(exchange),
  ...given({ clientCertificate: exchange.request.clientCertificate }),
  request: {
    headers: [...exchange.request.headers].map(([name, value]): [string, string] => [name, value]),
    ...bodyView(exchange.request.body),
    ...given({ bytes: exchange.bodyBytes }),
  },
  answer: {
    headers: Object.entries(exchange.answer?.headers ?? {}).flatMap(([name, value]) =>
      flat(name, value),
    ),
    ...bodyView(exchange.answer?.body),
  },
})

const Filter = z.object({
  operation: z.string().optional().openapi({ description: 'Only this operation, such as A011' }),
  status: z.coerce.number().int().optional(),
  after: z.coerce
    .number()
    .int()
    .optional()
    .openapi({ description: 'Only exchanges after this id' }),
  findings: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'Only exchanges with (or without) findings' }),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
})

type Wanted = z.infer<typeof Filter>

const isWanted = (exchange: Exchange, wanted: Wanted): boolean =>
  (wanted.operation === undefined || exchange.operation === wanted.operation) &&
  (wanted.status === undefined || exchange.answer?.status === wanted.status) &&
  (wanted.after === undefined || exchange.id > wanted.after) &&
  (wanted.findings === undefined || (wanted.findings === 'true') === exchange.findings.length > 0)

const list = createRoute({
  method: 'get',
  path: '/_sandbox/journal',
  request: { query: Filter },
  responses: {
    200: jsonContent(z.array(Summary), 'Exchanges of the world, oldest first; the newest `limit`'),
  },
})

const read = createRoute({
  method: 'get',
  path: '/_sandbox/journal/{id}',
  request: {
    params: z.object({
      id: z.coerce
        .number()
        .int()
        .openapi({ param: { name: 'id', in: 'path' } }),
    }),
  },
  responses: {
    200: jsonContent(Whole, 'The exchange, byte for byte'),
    404: problemContent('No such exchange, or no longer kept'),
  },
})

const clear = createRoute({
  method: 'delete',
  path: '/_sandbox/journal',
  responses: { 204: { description: 'The journal is empty' } },
})

/** The journal of a world. */
export function addJournalRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const wanted = context.req.valid('query')
    const found = sandbox
      .journalOf(worldOf(context, sandbox))
      .list()
      .filter((exchange) => isWanted(exchange, wanted))
    return context.json(found.slice(-(wanted.limit ?? 100)).map(summary), 200)
  })
  api.openapi(read, (context) => {
    const { id } = context.req.valid('param')
    const exchange = sandbox.journalOf(worldOf(context, sandbox)).find(id)
    if (!exchange)
      throw new Refused(404, 'Unknown exchange', `exchange ${id} is not in the journal`)
    return context.json(whole(exchange), 200)
  })
  api.openapi(clear, (context) => {
    sandbox.journalOf(worldOf(context, sandbox)).clear()
    return context.body(null, 204)
  })
}
