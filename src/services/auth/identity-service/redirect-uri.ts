import type { Application } from '../../../world/tables/application.js'
import type { Parameters } from '../form.js'
import { type Check, oauthError } from '../refusal.js'

interface RedirectInput {
  readonly parameters: Parameters
  readonly application: Application | undefined
}

const bare = (address: string): string => address.replace(/[/?#]+$/, '')

/** Ways in which an address may miss the registered one, likeliest first. */
const NEAR_MISSES: readonly [(sent: string, registered: string) => boolean, string][] = [
  [(a, b) => bare(a) === bare(b), 'it differs in the trailing slash'],
  [(a, b) => a.toLowerCase() === b.toLowerCase(), 'it differs in upper and lower case'],
  [(a, b) => a.replace(/^https?/, '') === b.replace(/^https?/, ''), 'it differs in http and https'],
  [(a, b) => a.split('?')[0] === b.split('?')[0], 'it differs in the query'],
  [
    (a, b) => a.replace('127.0.0.1', 'localhost') === b.replace('127.0.0.1', 'localhost'),
    'localhost and 127.0.0.1 are two addresses here',
  ],
  [(a, b) => safeDecode(a) === safeDecode(b), 'it is percent-encoded once too often'],
]

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function explain({ parameters, application }: RedirectInput): string {
  const [sent, registered] = [parameters.get('redirect_uri') ?? '', application?.callback ?? '']
  const near = NEAR_MISSES.find(([is]) => is(sent, registered))
  return `redirect_uri was '${sent}', registered is '${registered}'${near ? `: ${near[1]}` : ''}. They are compared character for character.`
}

/** `redirect_uri` there, and equal to the registered callback (auth 3.4 rows 8 and 9, 3.6 rows 6 and 7). */
export const REDIRECT_URI_CHECKS: readonly Check<RedirectInput>[] = [
  {
    rule: 'auth.redirect-uri.missing',
    refuses: ({ parameters }) => !parameters.get('redirect_uri'),
    error: oauthError(400, 'invalid_request', 'redirect_uri is missing'),
  },
  {
    rule: 'auth.redirect-uri.invalid',
    refuses: ({ parameters, application }) =>
      parameters.get('redirect_uri') !== application?.callback,
    error: oauthError(400, 'invalid_request', 'redirect_uri is invalid'),
    help: explain,
  },
]
