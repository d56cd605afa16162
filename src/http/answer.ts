export type Headers = Readonly<Record<string, string | readonly string[]>>

/** An answer as the services give it: status, headers, bytes or text. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string | Uint8Array | null
}

/** An answer without a body. */
export const empty = (status: number, headers: Headers = {}): Answer => ({
  status,
  headers,
  body: null,
})

/** An answer of JSON under a media type; a body that is text or bytes already is sent as it is. */
export const json = (
  status: number,
  body: unknown,
  headers: Headers = {},
  mediaType = 'application/json',
): Answer => ({
  status,
  headers: { 'Content-Type': mediaType, ...headers },
  body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
})

/** An answer of text; `text/plain` in UTF-8 unless told otherwise. */
export const text = (
  status: number,
  body: string,
  mediaType = 'text/plain;charset=utf-8',
  headers: Headers = {},
): Answer => ({ status, headers: { 'Content-Type': mediaType, ...headers }, body })

/** A redirect to an absolute address. */
export const redirect = (location: string, headers: Headers = {}): Answer => ({
  status: 302,
  headers: { Location: location, ...headers },
  body: null,
})
