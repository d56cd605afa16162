import type { AccessToken } from '../../world/tables/access-token.js'
import type { Application } from '../../world/tables/application.js'

/** How a caller came in, as PDS names it in its answers (auth 10.1). */
export type PdsMode =
  | 'user-restricted'
  | 'application-restricted'
  | 'privileged-application-restricted'
  | 'patient-access'

export const PDS_API = 'personal-demographics-service'
export const PRIVILEGED_PDS_API = 'privileged-personal-demographics-service'

const APPLICATION_SCOPE = `urn:nhsd:apim:app:level3:${PDS_API}`

const USER_SCOPES: readonly string[] = [
  `urn:nhsd:apim:user-nhs-id:aal3:${PDS_API}`,
  `urn:nhsd:apim:user-nhs-cis2:aal3:${PDS_API}`,
  `urn:nhsd:apim:user-nhs-cis2:aal2:${PDS_API}`,
  `${PDS_API}:USER-RESTRICTED`,
]

const LOW_PROOFING_SCOPES: readonly string[] = ['P5', 'P0'].map(
  (level) => `urn:nhsd:apim:user-nhs-login:${level}:${PDS_API}`,
)

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** The value of one of the application's switches below `pds`. */
export const pdsSwitch = ({ flowVariables }: Application, name: string): unknown =>
  member(flowVariables?.pds, name)

/** True if the application may update without a user: the flow variable `pds.app-restricted.update`. */
export const mayUpdate = (application: Application): boolean =>
  member(pdsSwitch(application, 'app-restricted'), 'update') === true

type Holds = (scopes: readonly string[], application: Application) => boolean

/** Each scope that is held replaces the mode before it (auth 10.1). */
const MODES: readonly { readonly mode: PdsMode; readonly holds: Holds }[] = [
  {
    mode: 'user-restricted',
    holds: (scopes, application) =>
      scopes.some((scope) => USER_SCOPES.includes(scope)) ||
      (mayUpdate(application) && scopes.includes(APPLICATION_SCOPE)),
  },
  {
    mode: 'patient-access',
    holds: (scopes) => scopes.includes(`urn:nhsd:apim:user-nhs-login:P9:${PDS_API}`),
  },
  {
    mode: 'privileged-application-restricted',
    holds: (scopes) => scopes.includes(`urn:nhsd:apim:app:level3:${PRIVILEGED_PDS_API}`),
  },
]

/** The access mode of a valid token; application-restricted unless a scope says otherwise. */
export const modeOf = ({ scopes }: AccessToken, application: Application): PdsMode =>
  MODES.findLast(({ holds }) => holds(scopes, application))?.mode ?? 'application-restricted'

/** True for a patient whose identity was not proved in person. */
export const hasLowProofing = ({ scopes }: AccessToken): boolean =>
  scopes.some((scope) => LOW_PROOFING_SCOPES.includes(scope))

/** True if any product of the application gives access to PDS. */
export const hasPdsProduct = ({ scopes }: Application): boolean =>
  scopes.some((scope) => scope.includes(PDS_API))
