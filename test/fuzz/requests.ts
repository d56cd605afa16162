import { issueTokenFor } from '../../src/services/auth/issue-token-for.js'
import type { ErsOperation } from '../../src/services/ers/fhir/operation.js'
import { ERS_OPERATIONS } from '../../src/services/ers/fhir/operations/index.js'
import { CONSULTANT, GP, SECRETARY, type Who } from '../support/client.js'
import { slotQuery } from '../support/ers-bodies.js'
import { bodyFor } from './bodies.js'
import { oddText } from './junk.js'
import type { Known } from './known.js'
import { mutate, writeBody } from './mutate.js'
import { spoilHeaders, spoilPath } from './spoil.js'
import { SHARES, WANTED } from './weights.js'

export interface FuzzRequest {
  readonly code: string
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | undefined
}

const PROVIDER_ADMIN: Who = {
  user: '103264994989',
  organisation: 'R69',
  role: 'SERVICE_PROVIDER_CLINICIAN_ADMIN',
  onBehalfOf: '111111111111',
}
const CAST = [GP, GP, GP, SECRETARY, CONSULTANT, CONSULTANT, PROVIDER_ADMIN] as const

const SETS = ['SPECIALTY', 'CLINIC-TYPE', 'PRIORITY', 'REFERRAL-CANCELLATION-REASON'] as const

/** Values of the paths' parameters, by name. */
const PARAMETERS: Readonly<Record<string, (known: Known, operation: ErsOperation) => string>> = {
  ubrn: (known, { path }) =>
    path.includes('CommunicationRequest') ? known.advice().ubrn : known.referral().ubrn,
  version: (known) => String(known.chance.below(4)),
  type: ({ chance }) => chance.pick(SETS),
  id: (known, { path }) => {
    if (path.includes('Appointment')) return String(known.appointmentId())
    return path.includes('Binary') ? known.attachmentId() : known.chance.pick(known.services)
  },
}

/** Queries of the operations that take one. */
const QUERIES: Readonly<Record<string, (known: Known) => string>> = {
  A015: ({ chance, services }) =>
    slotQuery(chance.pick(services), { page: String(1 + chance.below(3)) }),
  A025: (known) =>
    `based-on=CommunicationRequest/${known.advice().ubrn}/_history/${known.advice().version}`,
  A029: (known) => {
    const { ubrn, version } = known.referral()
    return `focus=ReferralRequest/${ubrn}/_history/${version}&intent=proposal&status=ready`
  },
  A035: ({ chance, services }) => `_id=${chance.pick(services)},${chance.pick(services)}`,
  A040: () => '_query=onBehalfOf',
  A041: (known) => `identifier=${known.referral().ubrn}`,
}

/** The version that a client of the operation would have seen. */
function seenBy({ path }: ErsOperation, known: Known): number {
  if (path.startsWith('/Appointment/')) return known.appointment()?.version ?? 0
  return path.startsWith('/CommunicationRequest')
    ? known.advice().version
    : known.referral().version
}

/** Makes requests to every operation: most of them valid in part, all of them deterministic. */
export class Requests {
  readonly #known: Known
  readonly #tokens: ReadonlyMap<string, string>

  constructor(known: Known) {
    this.#known = known
    const tokenOf = (user: string): string => {
      const issued = issueTokenFor(known.world, { user })
      if ('problem' in issued) throw new Error(issued.problem)
      return issued.token
    }
    this.#tokens = new Map(CAST.map(({ user }) => [user, tokenOf(user)]))
  }

  next(): FuzzRequest {
    const known = this.#known
    const { chance } = known
    const operation = chance.pick(OFTEN)
    known.turn(WANTED[operation.code])
    const wild = chance.happens(0.55)
    const headers = this.#headers(operation, wild)
    const path = this.#path(operation)
    const body =
      operation.body !== undefined || (wild && operation.method !== 'GET' && chance.happens(0.2))
        ? this.#body(operation, wild)
        : undefined
    const method = wild && chance.happens(0.03) ? chance.pick(METHODS) : operation.method
    return {
      code: operation.code,
      method,
      path: wild && chance.happens(0.15) ? spoilPath(path, chance) : path,
      headers,
      body: method === 'GET' || method === 'HEAD' ? undefined : body,
    }
  }

  #path(operation: ErsOperation): string {
    const { code, fhir, path } = operation
    const filled = path.replace(
      /:(\w+)/g,
      (_, name) => PARAMETERS[name]?.(this.#known, operation) ?? '1',
    )
    const query = QUERIES[code]?.(this.#known)
    return `/referrals/FHIR/${fhir}${filled}${query ? `?${query}` : ''}`
  }

  #who({ functions }: ErsOperation, wild: boolean): Who {
    const { chance } = this.#known
    const fitting = CAST.filter(
      ({ role }) => functions === 'ANY_USER' || functions.some((one) => one === role),
    )
    return chance.pick(wild && chance.happens(0.1) ? CAST : fitting.length > 0 ? fitting : CAST)
  }

  #headers(operation: ErsOperation, wild: boolean): Record<string, string> {
    const { chance } = this.#known
    const who = this.#who(operation, wild)
    const headers: Record<string, string> = {
      Authorization: `Bearer ${this.#tokens.get(who.user)}`,
      'NHSD-End-User-Organisation-ODS': who.organisation,
      'NHSD-eRS-Business-Function': who.role,
      'NHSD-eRS-Comm-Rule-Org': 'R69',
      'Content-Type': operation.body === 'FILE' ? 'text/plain' : 'application/fhir+json',
      'If-Match': `W/"${seenBy(operation, this.#known)}"`,
      'NHSD-eRS-File-Name': `letter-${chance.below(1_000_000)}.txt`,
      'NHSD-eRS-Referral-ID': this.#known.referral().ubrn,
      ...(who.onBehalfOf && (wild || operation.onBehalfOf)
        ? { 'NHSD-eRS-On-Behalf-Of-User-ID': who.onBehalfOf }
        : {}),
    }
    if (wild && chance.happens(0.12)) spoilHeaders(headers, chance)
    return headers
  }

  #body({ code, body: kind }: ErsOperation, wild: boolean): string | Uint8Array {
    const { chance } = this.#known
    if (kind === 'FILE') return wild ? oddText(chance) : 'TEST DOCUMENT - NOT A REAL PATIENT'
    const valid = bodyFor(code, this.#known)
    const body = wild && chance.happens(0.85) ? mutate(valid, chance) : valid
    return writeBody(body, chance, wild ? 0.1 : 0)
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Operations that change something come up more often: they are what leaves traces. */
const OFTEN: readonly ErsOperation[] = ERS_OPERATIONS.flatMap((operation) =>
  Array(SHARES[operation.code] ?? (operation.writes ? 6 : 1)).fill(operation),
)
