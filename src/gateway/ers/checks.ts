import { type Answer, empty, text } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import type { AccessToken } from '../../world/tables/access-token.js'
import type { Application } from '../../world/tables/application.js'
import { unresolvedVariableAnswer } from '../fault.js'
import { countCall } from '../rate-limit.js'
import { type ErsFault, type ErsVersion, ersFaultAnswer } from './outcome.js'
import { type AllowListMode, allowListMode, isAsidRequired } from './settings.js'

export const ERS_API = 'e-referrals-service-api'

/** What a check looks at: the call, whose token it carries, and which FHIR version it asks. */
export interface ErsCall {
  readonly exchange: Exchange
  readonly version: ErsVersion
  readonly token: AccessToken
  readonly application: Application
  readonly organisation: string | undefined
  readonly businessFunction: string | undefined
}

/** One check of the gateway: when it refuses, with what, and what the developer should know. */
export interface ErsCheck {
  readonly rule: string
  readonly refuses: (call: ErsCall) => boolean
  readonly answer: (call: ErsCall) => Answer
  readonly help: (call: ErsCall) => string
}

const SCOPES: readonly string[] = [
  `urn:nhsd:apim:app:level3:${ERS_API}`,
  `urn:nhsd:apim:user-nhs-id:aal3:${ERS_API}`,
  `urn:nhsd:apim:user-nhs-id:aal2:${ERS_API}`,
]

const APPLICATION_FUNCTIONS: readonly (string | undefined)[] = [
  'PROVIDER_AUTHORISED_APPLICATION',
  'REFERRER_AUTHORISED_APPLICATION',
  'AUTHORISED_APPLICATION',
]

const INTERNAL_ERROR = 'Internal Server Error'

const INTERNAL_HEADERS = ['x-ers-ods-code', 'x-ers-business-function', 'x-ers-user-id'] as const

const outcome =
  (fault: ErsFault) =>
  ({ version, exchange }: ErsCall): Answer =>
    ersFaultAnswer(version, fault, exchange.world.clock.iso())

/** More calls than an application may make (ers-fhir 4.1). */
export const rateLimitAnswer = (version: ErsVersion, { world }: Exchange): Answer =>
  version === 'STU3'
    ? empty(429)
    : ersFaultAnswer(
        version,
        { status: 429, issue: 'throttled', code: 'TOO_MANY_REQUESTS' },
        world.clock.iso(),
      )

const forbidden = (diagnostics: string, status = 403) =>
  outcome({ status, issue: 'forbidden', code: 'NO_ACCESS', diagnostics })

const internalHeader = ({ exchange }: ErsCall): string | undefined =>
  INTERNAL_HEADERS.find((name) => exchange.request.header(name) !== undefined)

const LISTS: Readonly<Record<AllowListMode, (application: Application) => boolean>> = {
  OFF: () => false,
  REGISTERED: ({ allowedOrganisations }) => allowedOrganisations !== undefined,
  REQUIRED: () => true,
}

/** A user where the allow list counts; A030 has no organisation yet. */
const needsAllowedOrganisation = ({ token, application, exchange }: ErsCall): boolean =>
  token.kind === 'user' &&
  LISTS[allowListMode(exchange.world)](application) &&
  !exchange.request.path.endsWith('/FHIR/R4/PractitionerRole')

const missingAttribute = ({ application }: ErsCall): string | undefined => {
  if (!application.appRestricted?.odsCode) return 'app-restricted-ods-code'
  return application.appRestricted.userId ? undefined : 'app-restricted-user-id'
}

/** The checks after the token itself, in the order of auth 9.1 and ers-fhir 3.2. */
export const ERS_CHECKS: readonly ErsCheck[] = [
  {
    rule: 'gateway.ers.scope',
    refuses: ({ token }) => !token.scopes.some((scope) => SCOPES.includes(scope)),
    answer: outcome({
      status: 401,
      issue: 'login',
      code: 'NO_ACCESS',
      diagnostics:
        'The authentication method utilised is not currently supported. Contact your local Registration Authority or IT department for help.',
    }),
    help: ({ token }) =>
      `The token has the scopes [${token.scopes.join(', ')}]; e-RS takes one of [${SCOPES.join(', ')}].`,
  },
  {
    rule: 'gateway.ers.organisation-missing',
    refuses: (call) => needsAllowedOrganisation(call) && !call.organisation?.trim(),
    answer: outcome({
      status: 400,
      issue: 'required',
      code: 'MISSING_HEADER',
      diagnostics: 'Missing or Empty NHSD-End-User-Organisation-ODS header.',
    }),
    help: () => 'Send the ODS code of the organisation the user works for.',
  },
  {
    rule: 'gateway.ers.allow-list-missing',
    refuses: (call) =>
      needsAllowedOrganisation(call) && call.application.allowedOrganisations === undefined,
    answer: (call) =>
      call.version === 'STU3'
        ? text(500, INTERNAL_ERROR)
        : outcome({
            status: 500,
            issue: 'exception',
            code: 'SERVICE_ERROR',
            diagnostics: INTERNAL_ERROR,
          })(call),
    help: ({ application }) =>
      `This world requires an allow list of every application, and '${application.name}' has none: give it allowedOrganisations, or set allowLists to REGISTERED or OFF.`,
  },
  {
    rule: 'gateway.ers.organisation-not-allowed',
    refuses: (call) =>
      needsAllowedOrganisation(call) &&
      !call.application.allowedOrganisations?.includes(call.organisation as string),
    answer: forbidden('Unauthorised ODS code provided in NHSD-End-User-Organisation-ODS header'),
    help: ({ organisation, application }) =>
      `'${organisation}' is not on the application's list [${application.allowedOrganisations?.join(', ')}].`,
  },
  {
    rule: 'gateway.ers.asid',
    refuses: ({ exchange, application }) => !application.asid && isAsidRequired(exchange.world),
    answer: forbidden('ASID is not configured in the application'),
    help: ({ application }) => `Give the application '${application.name}' an ASID.`,
  },
  {
    rule: 'gateway.ers.rate-limit',
    refuses: ({ exchange, application }) =>
      countCall(exchange.world, ERS_API, application.clientId) !== undefined,
    answer: ({ version, exchange }) => rateLimitAnswer(version, exchange),
    help: () => 'e-RS lets an application make 600 calls a minute, evenly spread: wait and retry.',
  },
  {
    rule: 'gateway.ers.application-function',
    refuses: ({ token, businessFunction }) =>
      token.kind === 'user' && APPLICATION_FUNCTIONS.includes(businessFunction),
    answer: forbidden(
      'User does not have the required Business Function at the specified Organisation.',
    ),
    help: ({ businessFunction }) =>
      `'${businessFunction}' is set by the gateway for applications; send the user's own function.`,
  },
  {
    rule: 'gateway.ers.identity-assurance',
    refuses: ({ token }) => token.kind === 'user' && token.identityAssurance < 3,
    answer: forbidden(
      "We couldn't verify your identity. Contact your local Registration Authority or IT department for help.",
      401,
    ),
    help: ({ token }) =>
      `The user's identity assurance level is ${token.kind === 'user' ? token.identityAssurance : ''}; e-RS needs 3.`,
  },
  {
    rule: 'gateway.ers.internal-header',
    refuses: (call) => call.token.kind === 'app' && internalHeader(call) !== undefined,
    answer: () => text(403, '', 'text/plain'),
    help: (call) =>
      `The header ${internalHeader(call)} belongs to the gateway: do not send it. The values come from the application's registration.`,
  },
  {
    rule: 'gateway.ers.application-attribute',
    refuses: (call) => call.token.kind === 'app' && missingAttribute(call) !== undefined,
    answer: (call) => unresolvedVariableAnswer(missingAttribute(call) as string),
    help: (call) => `The application is registered without '${missingAttribute(call)}'.`,
  },
]
