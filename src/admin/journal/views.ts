import { z } from '@hono/zod-openapi'
import type { Exchange } from '../../http/exchange.js'
import { given } from '../../world/given.js'
import { isoInstant } from '../../world/instant.js'

const FindingView = z.object({ rule: z.string(), message: z.string(), source: z.string() })

/** An exchange in a list. */
export const Summary = z
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

/** An exchange byte for byte. */
export const Whole = Summary.extend({
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

export const summary = (exchange: Exchange) => ({
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

export const whole = (exchange: Exchange) => ({
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
