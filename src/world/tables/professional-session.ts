import type { Instant } from '../clock.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** What a session's user has chosen to do, and where. */
export interface SessionPermission {
  readonly businessFunction: string
  readonly odsCode: string
}

/** A session of the older e-RS API: a smartcard's ticket with one permission (auth 8.8). */
export interface ProfessionalSession {
  readonly id: string
  readonly ticket: string
  /** The system that opened it. */
  readonly asid: string
  readonly userId: string
  readonly created: Instant
  /** When its ticket ends at the latest. */
  readonly expires: Instant
  /** Absent until A002 chooses one. */
  readonly permission?: SessionPermission
}

export const professionalSessions = documentTable<ProfessionalSession>({
  name: 'professional_session',
  key: ({ id }) => id,
  columns: { expires: EXPIRES },
  indexes: ['expires'],
})
