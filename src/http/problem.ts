import { type Answer, json } from './answer.js'

/** A refusal of the sandbox itself, not of an emulated service (RFC 9457 media type). */
export function problem(status: number, title: string, detail: string): Answer {
  return json(status, { status, title, detail }, {}, 'application/problem+json')
}
