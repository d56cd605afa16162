import { type Place, showPlace } from './source.js'

/** Something wrong in a scenario's files. */
export interface Problem {
  readonly place: Place
  /** What was expected and what was found, in plain words. */
  readonly message: string
}

/** More than anybody reads. */
const MOST = 200

/** Collects problems, so that all of them are told at once. */
export class Problems {
  readonly #found: Problem[] = []

  add(place: Place, message: string): void {
    if (this.#found.length < MOST) this.#found.push({ place, message })
  }

  get any(): boolean {
    return this.#found.length > 0
  }

  list(): readonly Problem[] {
    return this.#found
  }
}

/** A problem in one line, as editors and terminals know it: `file:line:column: message`. */
export const showProblem = ({ place, message }: Problem): string =>
  `${showPlace(place)}: ${message}`

/** The fewest letters to change, add or leave out to make one word of another. */
function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()]
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1]
    for (const [other, wanted] of [...b].entries())
      next.push(
        Math.min(
          (row[other + 1] as number) + 1,
          (next[other] as number) + 1,
          (row[other] as number) + (letter === wanted ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] as number
}

/** The known word nearest to one that is not known; undefined if none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase().slice(0, 60)
  const [best] = known
    .map((one) => ({ one, apart: distance(wanted, one.toLowerCase()) }))
    .sort((a, b) => a.apart - b.apart)
  return best && best.apart <= Math.max(2, Math.floor(wanted.length / 3)) ? best.one : undefined
}

/** `did you mean 'x'?`, or what there is. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  if (near !== undefined) return `did you mean '${near}'?`
  return known.length === 0 ? 'there is none' : `there is ${known.join(', ')}`
}
