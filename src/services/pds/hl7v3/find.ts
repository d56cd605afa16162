import { current, type Patient } from '../../../world/tables/patient.js'
import type { World } from '../../../world/world.js'
import type { SearchCriteria } from '../domain/criteria.js'
import type { Refusal } from '../domain/outcome.js'
import { redact } from '../domain/redact.js'
import { type Found, searchPatients } from '../domain/search.js'
import type { Failure, Read } from './outcomes.js'
import { fail, read } from './outcomes.js'
import type { ResponseCode } from './response-codes.js'
import type { Match } from './write/trace.js'

/** A refusal of the search in the codes of messages (pds 14). */
const failureOf = ({ code, diagnostics }: Refusal): Failure =>
  code === 'TOO_MANY_MATCHES'
    ? { response: '2' }
    : { response: '0', detail: 'GE002', text: diagnostics ?? code }

/** Searches for people as the interfaces share it. */
export function find(world: World, criteria: SearchCriteria): Read<readonly Found[]> {
  const found = searchPatients(world, criteria)
  return found.ok ? read(found.value) : fail(failureOf(found.refusal))
}

const sameLine = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase()

/** True for somebody who lives where the lines say, all of them. */
export const livesAt =
  (lines: readonly string[]) =>
  ({ patient }: Found): boolean => {
    const wanted = lines.filter((line) => line.trim() !== '')
    return (
      wanted.length === 0 ||
      (patient.sensitivity === 'U' &&
        current(patient.addresses).some(({ line: held }) =>
          wanted.every((line) => held.some((one) => sameLine(one, line))),
        ))
    )
  }

const PERCENT = 100
const EXACT = 10_000

/** A match as an answer tells it: redacted, with its score as a percentage. */
export const matchOf = ({ patient, score }: Found): Match => ({
  patient: redact(patient, false),
  level: Math.round(score * PERCENT * EXACT) / EXACT,
})

const isSensitive = ({ sensitivity }: Patient): boolean => sensitivity !== 'U'

/** What is to be known of what a trace found (pds 13.5). */
export function traceWarnings(matches: readonly Match[]): ResponseCode[] {
  const sensitive = matches.some(({ patient }) => isSensitive(patient))
  if (matches.length === 1) return [sensitive ? '5' : '3']
  return sensitive ? ['7', '5'] : ['7']
}
