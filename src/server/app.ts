import { type Context, Hono } from 'hono'
import { type Address, readAddress } from '../http/address.js'
import { type Answer, json } from '../http/answer.js'
import type { Endpoint, Service } from '../http/endpoint.js'
import { Exchange } from '../http/exchange.js'
import type { Finding } from '../http/finding.js'
import { RefusedStrictly } from '../http/finding.js'
import { problem } from '../http/problem.js'
import type { Method } from '../http/request.js'
import { toResponse } from '../http/response.js'
import type { Journal } from '../journal/journal.js'
import { LIMITS } from '../world/limits.js'
import type { World } from '../world/world.js'
import { DEFAULT_WORLD, type Worlds } from '../world/worlds.js'
import { hangUp } from './hang-up.js'
import { readBody, readRequest } from './incoming.js'
import { slowResponse } from './slow-body.js'
import { suffer } from './suffer.js'

export interface AppOptions {
  readonly worlds: Worlds
  readonly services: readonly Service[]
  readonly journalOf: (world: World) => Journal
  /** Fixed scheme and host for absolute addresses; otherwise they follow the client's. */
  readonly publicUrl?: string
  /** Looks at what clients are in the habit of, just before an exchange is kept. */
  readonly watch?: (exchange: Exchange, endpoint: Endpoint | undefined) => void
  /** What to do with a finished exchange beside keeping it (the log). */
  readonly onExchange?: (exchange: Exchange) => void
  /** What to do with an error that no service expected. */
  readonly onFailure?: (exchange: Exchange, error: unknown) => void
}

type ByMethod = Map<string, Endpoint>

/** Orders paths so that a literal segment (`$ers.createReferral`) comes before a parameter (`:ubrn`). */
const literalFirst = (a: string, b: string): number =>
  a.replaceAll(':', '~') < b.replaceAll(':', '~') ? -1 : 1

/** The endpoints of a service grouped by path: one route a path, so that a wrong method is known as such. */
function byPath(service: Service): [string, ByMethod][] {
  const paths = new Map<string, ByMethod>()
  for (const endpoint of service.endpoints) {
    const methods = paths.get(endpoint.path) ?? new Map<string, Endpoint>()
    methods.set(endpoint.method, endpoint)
    paths.set(endpoint.path, methods)
  }
  return [...paths].sort(([a], [b]) => literalFirst(a, b))
}

/** The world that the path or the header names; an answer if there is none. */
function pickWorld(worlds: Worlds, address: Address, header: string | undefined): World | Answer {
  if (address.world && header && address.world !== header)
    return problem(
      400,
      'Two worlds named',
      `The path names world '${address.world}', the header X-Sandbox-World '${header}'. Send one of them.`,
    )
  const name = address.world ?? header ?? DEFAULT_WORLD
  return (
    worlds.find(name) ??
    problem(
      404,
      'Unknown world',
      `There is no world '${name.slice(0, 80)}'. Make it with POST /_sandbox/worlds {"name": "..."}; GET /_sandbox/worlds lists them.`,
    )
  )
}

const isAnswer = (value: World | Answer): value is Answer => 'status' in value

/** Runs one exchange from the request to the kept answer. */
async function converse(
  context: Context,
  options: AppOptions,
  service: Service,
  methods: ByMethod | undefined,
): Promise<Response> {
  const started = performance.now()
  const address = readAddress(context.req.url)
  const partial = readRequest(context, address, options.publicUrl)
  const world = pickWorld(options.worlds, address, partial.header('x-sandbox-world'))
  if (isAnswer(world)) return toResponse(world)
  const endpoint = methods?.get(context.req.raw.method)
  const limit = endpoint?.bodyLimit ?? LIMITS.body
  const body = await readBody(context, limit, endpoint?.bodyOfGet)
  const request = Object.assign(partial, {
    body: body ?? new Uint8Array(0),
    params: endpoint ? (context.req.param() as Record<string, string>) : {},
  })
  const journal = options.journalOf(world)
  const exchange = new Exchange(journal.nextId(), world, request, world.clock.now())
  exchange.service = service.id
  exchange.operation = endpoint?.operationOf?.(request) ?? endpoint?.operation ?? ''
  const { answer, over } = await suffer(exchange, service, () =>
    answerOf(exchange, service, endpoint, methods, body === undefined, options),
  )
  exchange.answer = answer && service.finish(exchange, answer)
  exchange.duration = performance.now() - started
  options.watch?.(exchange, endpoint)
  journal.add(exchange)
  options.onExchange?.(exchange)
  if (!exchange.answer) return hangUp(context)
  const help = helpOf(exchange)
  return over === undefined
    ? toResponse(exchange.answer, help)
    : slowResponse(exchange.answer, over, help)
}

async function answerOf(
  exchange: Exchange,
  service: Service,
  endpoint: Endpoint | undefined,
  methods: ByMethod | undefined,
  tooLarge: boolean,
  options: AppOptions,
): Promise<Answer> {
  try {
    if (!endpoint) return service.notFound(exchange, [...(methods?.keys() ?? [])] as Method[])
    if (tooLarge) return await (endpoint.tooLarge ?? service.tooLarge)(exchange)
    return await endpoint.handle(exchange)
  } catch (error) {
    if (error instanceof RefusedStrictly) return strictAnswer(error.finding)
    options.onFailure?.(exchange, error)
    return service.failed(exchange)
  }
}

/** The refusal of a strict world: the sandbox's own, for the real service would have answered. */
const strictAnswer = ({ rule, message, source }: Finding): Answer =>
  json(
    400,
    { status: 400, title: 'Refused by a strict world', detail: message, rule, source },
    {},
    'application/problem+json',
  )

/** The body stays as the real service sends it; the help goes beside it. */
const helpOf = ({ request, id }: Exchange) => ({
  'X-Sandbox-Exchange': `${request.base}/_sandbox/journal/${id}`,
})

/** Nobody's address: says which addresses there are. */
function nowhere(context: Context, services: readonly Service[]): Answer {
  const { path } = readAddress(context.req.url)
  const offered = services.map(({ title, prefixes }) => `${title}: ${prefixes.join(', ')}`)
  return problem(
    404,
    'Unknown address',
    `No service has the address '${path.slice(0, 200)}'. ${offered.join('; ')}. /_sandbox/docs describes the sandbox itself.`,
  )
}

/** The service to which a path belongs that none of its endpoints has. */
const serviceAt = (services: readonly Service[], path: string): Service | undefined =>
  services.find(({ prefixes }) =>
    prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)),
  )

/**
 * Builds the one Hono application that serves every world and every service. What no endpoint has is
 * settled when nothing matched: a second route for it would make every call go through both.
 */
export function createApp(options: AppOptions): Hono {
  const app = new Hono({ getPath: (request) => readAddress(request.url).path })
  for (const service of options.services)
    for (const [path, methods] of byPath(service))
      app.all(path, (context) => converse(context, options, service, methods))
  app.notFound((context) => {
    const service = serviceAt(options.services, context.req.path)
    return service
      ? converse(context, options, service, undefined)
      : toResponse(nowhere(context, options.services))
  })
  return app
}
