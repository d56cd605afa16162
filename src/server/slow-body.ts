import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from '../http/answer.js'
import { toResponse } from '../http/response.js'

const PIECES = 10

async function* pieces(bytes: Uint8Array, over: number): AsyncGenerator<Uint8Array> {
  const size = Math.ceil(bytes.length / PIECES)
  for (let at = 0; at < bytes.length; at += size) {
    await wait(over / PIECES, undefined, { ref: false })
    yield bytes.subarray(at, at + size)
  }
}

/** An answer whose body comes piece by piece over so many milliseconds; `beside` as of `toResponse`. */
export function slowResponse(
  answer: Answer,
  over: number,
  beside: Readonly<Record<string, string>>,
): Response {
  const { headers, status } = toResponse({ ...answer, body: null }, beside)
  const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
  if (!bytes || bytes.length === 0) return toResponse(answer, beside)
  return new Response(ReadableStream.from(pieces(bytes, over)), { headers, status })
}
