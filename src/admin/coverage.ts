import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Answer } from '../http/answer.js'
import type { Service } from '../http/endpoint.js'
import type { Exchange } from '../http/exchange.js'
import type { Sandbox } from '../server/sandbox.js'
import { DOCUMENTED_REFUSALS } from '../services/ers/fhir/documented-refusals.js'
import { LDAP_FACE } from '../services/sds/ldap/service.js'
import { given } from '../world/given.js'
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
    refusals: z
      .object({ met: z.array(z.string()), notMet: z.array(z.string()) })
      .optional()
      .openapi({ description: 'Refusals that e-RS documents for it: those met, and the others' }),
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

const keyOf = (service: string, operation: string, method: string): string =>
  `${service} ${operation} ${method}`

/** The exchanges of a world by operation. */
function exchangesOf(sandbox: Sandbox, world: World): Map<string, Exchange[]> {
  const exchanges = new Map<string, Exchange[]>()
  for (const exchange of sandbox.journalOf(world).list()) {
    const key = keyOf(exchange.service, exchange.operation, exchange.request.method)
    exchanges.set(key, [...(exchanges.get(key) ?? []), exchange])
  }
  return exchanges
}

function statusesOf(exchanges: readonly Exchange[]): Record<string, number> {
  const statuses: Record<string, number> = {}
  for (const { answer } of exchanges) {
    const status = String(answer?.status ?? 0)
    statuses[status] = (statuses[status] ?? 0) + 1
  }
  return statuses
}

interface Outcome {
  readonly issue?: readonly { details?: { coding?: readonly { code?: string }[] } }[]
}

/** The codes of an outcome; none of anything else. */
function codesIn(body: Answer['body']): string[] {
  try {
    const outcome = JSON.parse(Buffer.from(body ?? '').toString()) as Outcome
    return (outcome.issue ?? []).flatMap(({ details }) => details?.coding?.[0]?.code ?? [])
  } catch {
    return []
  }
}

/** What an exchange was refused with: its status, and the codes of the outcome. */
const metBy = ({ answer }: Exchange): string[] =>
  answer && answer.status >= 400 ? [String(answer.status), ...codesIn(answer.body)] : []

/** Which documented refusals of an e-RS operation the exchanges met. */
function refusalsOf(service: string, operation: string, exchanges: readonly Exchange[]) {
  const documented = (DOCUMENTED_REFUSALS[operation] ?? []).map(String)
  if (service !== 'ers' || documented.length === 0) return undefined
  const seen = new Set(exchanges.flatMap(metBy))
  return {
    met: documented.filter((one) => seen.has(one)),
    notMet: documented.filter((one) => !seen.has(one)),
  }
}

/** What the directory offers over LDAP, in the form of the others. */
const OVER_LDAP = {
  id: LDAP_FACE.id,
  endpoints: LDAP_FACE.endpoints.map((one) => ({ ...one, method: 'LDAP', path: '' })),
}

interface Declared {
  readonly endpoints: readonly Operation[]
  readonly interactions?: Service['interactions']
}

type Operation = Readonly<Record<'operation' | 'title' | 'method' | 'path', string>>

/** What calls of a service are: its endpoints, or the interactions that are posted to them. */
const operationsOf = ({ endpoints, interactions }: Declared): readonly Operation[] =>
  interactions?.map((one) => ({ ...one, method: 'POST', path: endpoints[0]?.path ?? '' })) ??
  endpoints

/** Which operations a client has used: the declarations of the services beside the journal. */
export function addCoverageRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(read, (context) => {
    const exchanges = exchangesOf(sandbox, worldOf(context, sandbox))
    const seen = [...sandbox.services, OVER_LDAP].flatMap((service) =>
      operationsOf(service).map(({ operation, title, method, path }) => {
        const calls = exchanges.get(keyOf(service.id, operation, method)) ?? []
        return {
          ...{ service: service.id, operation, title, method, path },
          calls: calls.length,
          statuses: statusesOf(calls),
          ...given({ refusals: refusalsOf(service.id, operation, calls) }),
        }
      }),
    )
    return context.json(seen, 200)
  })
}
