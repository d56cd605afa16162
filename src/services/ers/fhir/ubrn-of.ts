import { ok, type Result, refuse } from '../domain/outcome.js'
import type { Call } from './operation.js'

const UBRN = /^\d{12}$/

/** The UBRN of the path; one that is not 12 digits is none (NOT_FOUND). */
export function ubrnOf({ request }: Call): Result<string> {
  const ubrn = request.params.ubrn ?? ''
  return UBRN.test(ubrn)
    ? ok(ubrn)
    : refuse('NOT_FOUND', `'${ubrn.slice(0, 40)}' is not a UBRN: it has 12 digits.`)
}
