import type { Instant } from '../clock.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'
import type { Grant } from './refresh-token.js'

/** A code of the identity service that an application exchanges for tokens, once (auth 3.5). */
export interface AuthorisationCode {
  readonly code: string
  readonly grant: Grant
  readonly expires: Instant
}

export const authorisationCodes = documentTable<AuthorisationCode>({
  name: 'authorisation_code',
  key: (code) => code.code,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
