import type { NotPosted, PostFailure } from '../../http/post-message.js'

/** Codes of Node's errors by what they mean for a message. */
const MEANINGS: readonly (readonly [RegExp, PostFailure])[] = [
  [/^(ENOTFOUND|EAI_\w+)$/, 'unresolved'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'timeout'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EPERM)$/, 'refused'],
  [
    /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|EPROTO$)/,
    'tls',
  ],
]

/** How a connection that breaks off while it is being secured is told apart from one that breaks later. */
const BEFORE_SECURE = /before secure TLS connection was established/

const codeOf = (error: NodeJS.ErrnoException): string => {
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : []
  return error.code ?? first?.code ?? ''
}

function meaningOf(error: NodeJS.ErrnoException): PostFailure {
  if (BEFORE_SECURE.test(error.message)) return 'tls'
  const code = codeOf(error)
  return MEANINGS.find(([pattern]) => pattern.test(code))?.[1] ?? 'broken'
}

/** With TLS 1.3 a refused certificate often looks so: the other end closes once all seemed well. */
const PERHAPS = " Perhaps it does not take the sandbox's certificate (docs/tls.md)."

type Words = (target: URL, reason: string) => string

const WORDS: Readonly<Record<PostFailure, Words>> = {
  refused: ({ host }) =>
    `Nothing takes connections at ${host}. Start what should listen there, or correct its address in the directory.`,
  timeout: ({ host }) => `${host} did not answer in time.`,
  tls: ({ host }, reason) =>
    `No secure connection to ${host} came about: ${reason}. Its certificate must bear the host's name and come from the sandbox's CA or one given with --tls-ca, and it must take the sandbox's own certificate (docs/tls.md).`,
  unresolved: ({ hostname }) =>
    `The host name '${hostname}' is not known on this machine. Correct the address in the directory, or make the name known here.`,
  broken: ({ host, protocol }, reason) =>
    `The connection to ${host} broke: ${reason}.${protocol === 'https:' ? PERHAPS : ''}`,
}

/** A failure in words; `reason` is what lies beneath it. */
export const notPosted = (failed: PostFailure, target: URL, reason = ''): NotPosted => ({
  failed,
  words: WORDS[failed](target, reason),
})

/** What an error of a connection means for the message that was to be posted over it. */
export function failureOf(error: Error, target: URL): NotPosted {
  const reason = error.message.split('\n', 1)[0]?.replace(/\.$/, '') || codeOf(error)
  return notPosted(meaningOf(error), target, reason)
}
