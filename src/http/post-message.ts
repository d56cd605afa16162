/** Bytes for an endpoint that a world's directory names. */
export interface MessageToPost {
  /** Absolute address, `http` or `https`. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Milliseconds of real time from the look-up of the name to the last byte of the answer. */
  readonly timeout: number
  /** Gives up when it aborts. */
  readonly signal?: AbortSignal
}

/** What the other end answered, whatever its status. */
export interface PostedAnswer {
  readonly status: number
  /** A header's value; the name in any case. Undefined if absent. */
  header(name: string): string | undefined
  readonly body: Uint8Array
}

/**
 * Why there is no answer: nobody listens, nobody answered in time, no secure connection came about,
 * the name is unknown, or what came is no answer (or the address none to post to).
 */
export type PostFailure = 'refused' | 'timeout' | 'tls' | 'unresolved' | 'broken'

export interface NotPosted {
  readonly failed: PostFailure
  /** A sentence for the journal: what happened and what to do. */
  readonly words: string
}

/**
 * Posts a message to an endpoint. A port: services that send messages are given it by `server/`. It
 * never throws and never follows a redirect; whether to try again is for the caller to say.
 */
export type PostMessage = (message: MessageToPost) => Promise<PostedAnswer | NotPosted>
