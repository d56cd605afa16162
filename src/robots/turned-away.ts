import type { Heard } from './heard.js'

interface Issue {
  readonly diagnostics?: string
  readonly details?: {
    readonly text?: string
    readonly coding?: readonly { readonly code?: string }[]
  }
}

interface Problem {
  readonly issue?: readonly Issue[]
  readonly title?: string
  readonly detail?: string
}

/** What an answer says is wrong: the codes it names, and its words. */
export interface Refusal {
  readonly status: number
  readonly codes: readonly string[]
  readonly words: string
}

function problemIn({ text }: Heard): Problem {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    return {}
  }
}

/** Reads a refusal in any of its forms: an OperationOutcome, a problem of the control API, or bare. */
export function refusalOf(heard: Heard): Refusal {
  const { issue = [], title, detail } = problemIn(heard)
  const codes = issue.flatMap(({ details }) => (details?.coding ?? []).map(({ code }) => code))
  const words = issue.map(({ diagnostics, details }) => diagnostics ?? details?.text)
  return {
    status: heard.status,
    codes: [...codes, issue.length === 0 ? title : undefined].filter((code) => code !== undefined),
    words: [...words, detail].filter(Boolean).join(' '),
  }
}

/** A refusal in one line. */
export function refusalText({ status, codes, words }: Refusal): string {
  const first = status === 0 ? 'no answer: the connection was closed' : `status ${status}`
  return [[first, ...new Set(codes)].join(' '), words].filter(Boolean).join(': ')
}

/** A simulated party was refused what it wanted to do. */
export class TurnedAway extends Error {
  readonly refusal: Refusal

  constructor(heard: Heard) {
    const refusal = refusalOf(heard)
    super(refusalText(refusal))
    this.refusal = refusal
  }
}

/** The answer, if it is a success; throws TurnedAway otherwise. */
export function done(heard: Heard): Heard {
  if (heard.status >= 200 && heard.status < 300) return heard
  throw new TurnedAway(heard)
}
