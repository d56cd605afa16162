import { DAY, HOUR, MINUTE, SECOND } from '../../world/instant.js'
import type { ProviderName } from '../../world/tables/access-token.js'

/** How long things of the identity service live, in milliseconds (auth 3.13). */
export const LIFETIMES = {
  accessToken: 600 * SECOND,
  authorisationCode: 300 * SECOND,
  /** Not published; chosen. */
  pendingLogin: 10 * MINUTE,
  assertionId: 30 * DAY,
  /** The provider's own access token, that userinfo is asked with. */
  providerToken: HOUR,
  /** How long an ended provider session is still known. */
  sessionKept: DAY,
  keySet: HOUR,
  /** How long a provider remembers a login by its cookie. Not published; chosen. */
  browserSession: 12 * HOUR,
} as const

/** Life of a refresh token and overall validity since login: both are the same (auth 3.7). */
export const REFRESH_LIFE: Readonly<Record<ProviderName, number>> = {
  'nhs-cis2': 12 * HOUR,
  'apim-mock-nhs-cis2': 12 * HOUR,
  'nhs-login': HOUR,
  'apim-mock-nhs-login': HOUR,
}

/** A remaining life as the gateway reports it: whole seconds, the running one not counted. */
export const reportedSeconds = (milliseconds: number): string =>
  String(Math.max(0, Math.ceil(milliseconds / SECOND) - 1))
