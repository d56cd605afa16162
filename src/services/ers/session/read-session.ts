import type { SessionPermission } from '../../../world/tables/professional-session.js'
import type { ErsCode } from '../domain/outcome.js'
import { SESSION_TYPE } from './session.js'

/** What a client says of a session. */
export interface SaidSession {
  /** What the wire calls `token`. */
  readonly ticket: string
  readonly permission?: SessionPermission
}

type Members = Readonly<Record<string, unknown>>
type Wrong = { readonly code: ErsCode; readonly diagnostics: string }

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown): value is string => typeof value === 'string' && value !== ''

const missing = (name: string): Wrong => ({
  code: 'MISSING_VALUE',
  diagnostics: `'${name}' is missing.`,
})

/** The permission of A002, if it is whole. */
function readPermission(value: unknown): SessionPermission | Wrong {
  if (!isMembers(value)) return missing('permission')
  const { businessFunction, orgIdentifier } = value
  if (!text(businessFunction)) return missing('permission.businessFunction')
  return text(orgIdentifier)
    ? { businessFunction, odsCode: orgIdentifier }
    : missing('permission.orgIdentifier')
}

/** Reads the body of A001 and A002 (auth 8.8); `withPermission` for the latter. */
export function readSession(body: unknown, withPermission: boolean): SaidSession | Wrong {
  if (!isMembers(body)) return { code: 'INVALID_VALUE', diagnostics: 'The body is not a session.' }
  const { typeInfo, token } = body
  if (!text(typeInfo)) return missing('typeInfo')
  if (typeInfo !== SESSION_TYPE)
    return { code: 'INVALID_VALUE', diagnostics: `'typeInfo' must be ${SESSION_TYPE}.` }
  // A published request has a space before its ticket.
  const ticket = text(token) ? token.trim() : ''
  if (!ticket) return missing('token')
  if (!withPermission) return { ticket }
  const permission = readPermission(body.permission)
  return 'code' in permission ? permission : { ticket, permission }
}
