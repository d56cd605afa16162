/** What a score is made of. */
export type ScoredItem =
  | 'family'
  | 'given'
  | 'gender'
  | 'birth'
  | 'death'
  | 'postcode'
  | 'practice'
  | 'managingOrganisation'
  | 'phone'
  | 'email'

/** How like each item that was asked for is to what is held: 1 equal, 0 not at all. */
export type Likenesses = Readonly<Partial<Record<ScoredItem, number>>>

type Weights = Readonly<Record<ScoredItem, number>>

/**
 * How much each item counts. The real algorithm is not published (pds 4.5, 17); the weights are
 * chosen so that the published scores of wildcard searches come out: 0.8343 for `Sm*` with gender,
 * 0.965 for `DN17*`, 0.9259 for `Me*` with a practice.
 */
const WEIGHTS: Weights = {
  family: 1,
  given: 0.8,
  gender: 0.62,
  birth: 2,
  death: 1,
  postcode: 0.322,
  practice: 3.75,
  managingOrganisation: 1,
  phone: 0.75,
  email: 0.75,
}

/** In a fuzzy search a wrong practice must not outweigh the person. */
export const SCORES = {
  plain: WEIGHTS,
  fuzzy: { ...WEIGHTS, practice: 0.5, death: 0.5 },
} as const

/** What is left of a likeness where the match is with something held earlier. */
export const FORMER = 0.4167

/** The score of a match from 0 to 1, to four decimals: the weighted mean of the likenesses. */
export function scoreOf(likenesses: Likenesses, weights: Weights): number {
  let [sum, total] = [0, 0]
  for (const [item, likeness] of Object.entries(likenesses) as [ScoredItem, number][]) {
    sum += weights[item] * likeness
    total += weights[item]
  }
  return total === 0 ? 0 : Math.round((sum / total) * 10_000) / 10_000
}
