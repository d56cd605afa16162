import type { Refusal } from '../domain/outcome.js'
import type { Failure } from './outcomes.js'

/** Rules of the domain that are about the registration with a practice. */
const PRACTICE_RULES: readonly string[] = [
  'NOT_A_PRACTICE',
  'PRACTICE_ENDS',
  'SECOND_PRACTICE',
  'PRACTICE_SOURCE',
  'PRACTICE_REMOVED',
]

const failed = (detail: 'GE002' | 'GE007' | 'RT003', text?: string): Failure => ({
  response: '15',
  detail,
  ...(text !== undefined && { text }),
})

/** A refusal of a change in the codes of messages (pds 13.5). */
export function updateFailure({ code, diagnostics, rule = '' }: Refusal): Failure {
  if (code === 'RESOURCE_NOT_FOUND' || code === 'INVALID_RESOURCE_ID') return failed('RT003')
  if (code === 'RESOURCE_VERSION_MISMATCH')
    return failed('GE002', 'Update Failed - serial change number does not match')
  if (PRACTICE_RULES.includes(rule)) return { response: '15', detail: 'IU058' }
  return failed(code === 'MISSING_VALUE' ? 'GE007' : 'GE002', diagnostics ?? code)
}
