import type { Service } from '../../http/endpoint.js'
import type { Seen } from '../../journal/coverage.js'
import type { Sandbox } from '../../server/sandbox.js'
import { DOCUMENTED_REFUSALS } from '../../services/ers/fhir/documented-refusals.js'
import { LDAP_FACE } from '../../services/sds/ldap/service.js'
import type { World } from '../../world/world.js'

/** What was covered of one operation. */
export interface Covered extends Omit<Seen, 'refusals'> {
  readonly service: string
  readonly operation: string
  readonly title: string
  readonly method: string
  readonly path: string
  /** Refusals that e-RS documents for it. */
  readonly refusals?: { readonly met: readonly string[]; readonly notMet: readonly string[] }
}

type Operation = Readonly<Record<'operation' | 'title' | 'method' | 'path', string>>

interface Declared {
  readonly id: string
  readonly title: string
  readonly endpoints: readonly Operation[]
  readonly interactions?: Service['interactions']
}

/** What the directory offers over LDAP, in the form of the others. */
const OVER_LDAP: Declared = {
  id: LDAP_FACE.id,
  title: LDAP_FACE.title,
  endpoints: LDAP_FACE.endpoints.map((one) => ({ ...one, method: 'LDAP', path: '' })),
}

/** What calls of a service are: its endpoints, or the interactions that are posted to them. */
const operationsOf = ({ endpoints, interactions }: Declared): readonly Operation[] =>
  interactions?.map((one) => ({ ...one, method: 'POST', path: endpoints[0]?.path ?? '' })) ??
  endpoints

const NEVER: Seen = {
  calls: 0,
  statuses: {},
  roles: {},
  refusals: [],
  findings: {},
  examples: [],
}

/** Which documented refusals of an e-RS operation were met. */
function refusalsOf(service: string, operation: string, seen: Seen): Covered['refusals'] {
  const documented = (DOCUMENTED_REFUSALS[operation] ?? []).map(String)
  if (service !== 'ers' || documented.length === 0) return undefined
  return {
    met: documented.filter((one) => seen.refusals.includes(one)),
    notMet: documented.filter((one) => !seen.refusals.includes(one)),
  }
}

/** What was covered of one service. */
export interface CoveredService {
  readonly id: string
  readonly title: string
  readonly operations: readonly Covered[]
}

/** Every operation of every service, beside what the software under test did with it. */
export function coverageOf(sandbox: Sandbox, world: World): CoveredService[] {
  const coverage = sandbox.coverageOf(world)
  return [...sandbox.services, OVER_LDAP].map((service) => ({
    id: service.id,
    title: service.title,
    operations: operationsOf(service).map(({ operation, title, method, path }) => {
      const seen = coverage.of(service.id, operation, method) ?? NEVER
      const { refusals: _, ...counts } = seen
      const refusals = refusalsOf(service.id, operation, seen)
      return {
        ...{ service: service.id, operation, title, method, path },
        ...counts,
        ...(refusals && { refusals }),
      }
    }),
  }))
}
