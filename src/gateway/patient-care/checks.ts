import type { Exchange } from '../../http/exchange.js'
import type { AccessToken } from '../../world/tables/access-token.js'
import type { Application } from '../../world/tables/application.js'
import { countCall, type LimitedApi } from '../rate-limit.js'
import type { PatientCareFault } from './outcome.js'

export const PATIENT_CARE_API = 'e-referrals-service-patient-care-api'
const SCOPE = `urn:nhsd:apim:user-nhs-login:P9:${PATIENT_CARE_API}`

/** What a check looks at. */
export interface PatientCareCall {
  readonly exchange: Exchange
  readonly token: AccessToken
  readonly application: Application
}

/** One check of the gateway: when it refuses, with what, and what the developer should know. */
export interface PatientCareCheck {
  readonly rule: string
  readonly refuses: (call: PatientCareCall) => boolean
  readonly fault: PatientCareFault
  readonly help: (call: PatientCareCall) => string
}

const TRUSTED: readonly (string | undefined)[] = ['P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm']

/** The application behind the API, as `NHSD-Target-Identifier` names it in base64. */
export const TARGET = {
  system: 'urn:ietf:rfc:3986',
  value: '2b3b21fd-fe9f-403c-9682-10b8d8a4eaf3',
} as const

const vectorOf = ({ token }: PatientCareCall): string | undefined =>
  token.kind === 'user' ? token.vectorOfTrust : undefined

function namesTarget({ exchange }: PatientCareCall): boolean {
  const header = exchange.request.header('nhsd-target-identifier') ?? ''
  try {
    const named: unknown = JSON.parse(Buffer.from(header, 'base64').toString())
    if (typeof named !== 'object' || named === null) return false
    const { system, value } = named as { system?: unknown; value?: unknown }
    return system === TARGET.system && value === TARGET.value
  } catch {
    return false
  }
}

/** The search for referrals is counted apart from the rest. */
const limitFor = ({ exchange }: PatientCareCall): LimitedApi =>
  exchange.request.path.endsWith('/ServiceRequest')
    ? `${PATIENT_CARE_API}/referrals`
    : PATIENT_CARE_API

/** More calls than the product allows (ers-fhir 12). */
export const TOO_MANY_REQUESTS: PatientCareFault = {
  status: 429,
  issue: 'throttled',
  code: 'TOO_MANY_REQUESTS',
}

/** The checks after the token itself, in the order of ers-fhir 12. */
export const PATIENT_CARE_CHECKS: readonly PatientCareCheck[] = [
  {
    rule: 'gateway.patient-care.scope',
    refuses: ({ token }) => token.kind !== 'user' || !token.scopes.includes(SCOPE),
    fault: {
      status: 401,
      issue: 'forbidden',
      code: 'ACCESS_DENIED',
      diagnostics: `Required scope(s) : ${SCOPE}`,
    },
    help: ({ token }) =>
      `The token has the scopes [${token.scopes.join(', ')}]; the API takes patients proved at P9 (${SCOPE}).`,
  },
  {
    rule: 'gateway.patient-care.vector-of-trust',
    refuses: (call) => !TRUSTED.includes(vectorOf(call)),
    fault: {
      status: 401,
      issue: 'login',
      code: 'ACCESS_DENIED',
      diagnostics: 'Unsupported Vector of Trust value utilised for authentication.',
      expression: 'http."Authorization"',
    },
    help: (call) =>
      `The vector of trust is '${vectorOf(call) ?? ''}'; the API takes ${TRUSTED.join(', ')}.`,
  },
  {
    rule: 'gateway.patient-care.target',
    refuses: (call) => !namesTarget(call),
    fault: {
      status: 404,
      issue: 'not-found',
      code: 'VALIDATION_ERROR',
      diagnostics: 'Unknown value',
      expression: 'http."NHSD-Target-Identifier"',
    },
    help: () => `Send NHSD-Target-Identifier: the base64 of ${JSON.stringify(TARGET)}.`,
  },
  {
    rule: 'gateway.patient-care.rate-limit',
    refuses: (call) =>
      countCall(call.exchange.world, limitFor(call), call.application.clientId) !== undefined,
    fault: TOO_MANY_REQUESTS,
    help: () => 'The product lets an application make 600 calls a minute: wait and retry.',
  },
]
