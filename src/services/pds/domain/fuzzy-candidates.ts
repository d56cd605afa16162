import type { Store } from '../../../world/store.js'
import { foldPostcode } from '../../../world/tables/patient-keys.js'
import { bornIn, soundingLike, soundingLikeIn } from '../../../world/tables/patient-search.js'
import type { SearchCriteria } from './criteria.js'
import { areaOf, soundsOf } from './likeness.js'

const DAY = 86_400_000
/** Birth dates within so many days: all who were born then are looked at. */
const FEW_DAYS = 31

/**
 * Numbers of those a fuzzy search has to look at. With a wide range of birth dates these are the
 * people whose names sound alike, so that a slip which changes the sound is missed there.
 */
export function fuzzyCandidates(store: Store, criteria: SearchCriteria): string[] {
  const { birth, family, given, postcode } = criteria
  if (Date.parse(birth.to) - Date.parse(birth.from) <= FEW_DAYS * DAY) return bornIn(store, birth)
  const families = soundsOf(family ? [family] : [])
  const givens = soundsOf(given)
  const found = new Set<string>()
  for (const first of families)
    for (const second of givens)
      for (const number of soundingLike(store, [first, second], birth)) found.add(number)
  if (postcode)
    for (const sound of [...families, ...givens])
      for (const number of soundingLikeIn(store, sound, areaOf(foldPostcode(postcode)), birth))
        found.add(number)
  return [...found]
}
