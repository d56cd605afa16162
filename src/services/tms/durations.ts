import { DAY, HOUR, MINUTE, SECOND } from '../../world/instant.js'

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** Milliseconds of a duration such as `PT4H10M` or `PT391M`; undefined for anything else (tms 7). */
export function milliseconds(duration: string | undefined): number | undefined {
  const found = DURATION.exec(duration ?? '')
  if (!found || !/\d/.test(found[0])) return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((one) => Number(one ?? 0))
  return days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND
}
