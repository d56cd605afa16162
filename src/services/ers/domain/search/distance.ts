import type { Store } from '../../../../world/store.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { POSTCODE_AREAS } from './postcode-areas.js'

const POSTCODE = /^([A-Z]{1,2})\d[A-Z\d]?\s*\d[A-Z]{2}$/
const EARTH_RADIUS_MILES = 3959
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Rough place of a postcode: the middle of its area; undefined for one that does not exist. */
export function placeOfPostcode(postcode: string): readonly [number, number] | undefined {
  const area = POSTCODE.exec(postcode.trim().toUpperCase())?.[1]
  return area === undefined ? undefined : POSTCODE_AREAS[area]
}

/** Whole miles from a postcode to a site, by the areas of both; undefined where one is unknown. */
export function milesBetween(store: Store, postcode: string, site: string): number | undefined {
  const from = placeOfPostcode(postcode)
  const to = placeOfPostcode(organisations.find(store, site)?.postcode ?? '')
  if (!from || !to) return undefined
  const [latitude, longitude] = [radians(to[0] - from[0]), radians(to[1] - from[1])]
  const chord =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(from[0])) * Math.cos(radians(to[0])) * Math.sin(longitude / 2) ** 2
  return Math.round(2 * EARTH_RADIUS_MILES * Math.asin(Math.sqrt(chord)))
}
