import type { Answer } from '../http/answer.js'
import type { Exchange } from '../http/exchange.js'
import { isoInstant } from '../world/instant.js'

/** How texts are written: as they are, or with what identifies people hidden. */
export type Masking = (text: string) => string

const header = (mask: Masking) => (name: string, value: string) => ({ name, value: mask(value) })

const decoder = new TextDecoder('utf-8', { fatal: true })

function textOf(body: Answer['body'] | undefined): { text: string; encoding?: 'base64' } {
  if (typeof body === 'string') return { text: body }
  const bytes = body ?? new Uint8Array(0)
  try {
    return { text: decoder.decode(bytes) }
  } catch {
    return { text: Buffer.from(bytes).toString('base64'), encoding: 'base64' }
  }
}

const sizeOf = (body: Answer['body'] | undefined): number => Buffer.from(body ?? '').length

function requestOf({ request }: Exchange, mask: Masking) {
  const query = request.search === '' ? '' : `?${request.search}`
  const { text, encoding } = textOf(request.body)
  return {
    method: request.method,
    url: mask(`${request.base}${request.path}${query}`),
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [...request.headers].map(([name, value]) => header(mask)(name, value)),
    queryString: [...request.query].map(([name, value]) => ({ name, value: mask(value) })),
    ...(text !== '' && {
      postData: {
        mimeType: request.header('content-type') ?? '',
        text: mask(text),
        ...(encoding && { comment: encoding }),
      },
    }),
    headersSize: -1,
    bodySize: request.body.length,
  }
}

function responseOf({ answer }: Exchange, mask: Masking) {
  const headers = Object.entries(answer?.headers ?? {}).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => header(mask)(name, one)),
  )
  const { text, encoding } = textOf(answer?.body)
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')
  return {
    status: answer?.status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers,
    content: {
      size: sizeOf(answer?.body),
      mimeType: type?.value ?? '',
      text: mask(text),
      ...(encoding && { encoding }),
    },
    redirectURL: headers.find(({ name }) => name.toLowerCase() === 'location')?.value ?? '',
    headersSize: -1,
    bodySize: sizeOf(answer?.body),
  }
}

const findingsOf = ({ findings }: Exchange, mask: Masking): string =>
  findings.map(({ rule, message }) => `${rule}: ${mask(message)}`).join('\n')

const entry = (mask: Masking) => (exchange: Exchange) => ({
  startedDateTime: isoInstant(exchange.started),
  time: exchange.duration,
  request: requestOf(exchange, mask),
  response: responseOf(exchange, mask),
  cache: {},
  timings: { send: 0, wait: exchange.duration, receive: 0 },
  comment: [`${exchange.id} ${exchange.operation}`, findingsOf(exchange, mask)]
    .filter(Boolean)
    .join('\n'),
})

/** Exchanges as an HTTP Archive 1.2, which browsers and other tools read. */
export const httpArchive = (
  exchanges: readonly Exchange[],
  creator: { readonly name: string; readonly version: string },
  mask: Masking = (text) => text,
) => ({ log: { version: '1.2', creator, entries: exchanges.map(entry(mask)) } })
