import { type Answer, json } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'

/** An error of the identity service: status, `error` and `error_description` (auth 3.3). */
export interface OAuthError {
  readonly status: number
  readonly error: string
  readonly description: string
}

export const oauthError = (status: number, error: string, description: string): OAuthError => ({
  status,
  error,
  description,
})

const CATCH_ALL =
  'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support quoting Message ID'

/** What the identity service says where it has no words of its own (auth 3.3). */
export const unknownError = (status: number): OAuthError =>
  oauthError(status, 'unknown_error', CATCH_ALL)

/** One check of a flow: when it refuses, with what, and what the developer should know. */
export interface Check<Input> {
  readonly rule: string
  readonly refuses: (input: Input) => boolean
  readonly error: OAuthError
  readonly help?: (input: Input) => string
}

/** The first check that refuses; what it knows beyond the answer is noted as a finding. */
export function firstRefusal<Input>(
  exchange: Exchange,
  input: Input,
  checks: readonly Check<Input>[],
  source: string,
): OAuthError | undefined {
  const failed = checks.find((check) => check.refuses(input))
  if (!failed) return undefined
  exchange.find(failed.rule, failed.help?.(input) ?? failed.error.description, source)
  return failed.error
}

/** An error as the identity service sends it (auth 3.3). */
export const errorAnswer = (
  { world }: Exchange,
  { status, error, description }: OAuthError,
): Answer => json(status, { error, error_description: description, message_id: world.ids.uuid() })
