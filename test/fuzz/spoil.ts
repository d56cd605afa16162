import type { Chance } from './chance.js'
import { oddText } from './junk.js'

const headerSafe = (text: string): string =>
  text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').slice(0, 200)

/** Headers with a value that no reasonable client sends, or none. */
export function spoilHeaders(headers: Record<string, string>, chance: Chance): void {
  const name = chance.pick([...Object.keys(headers), 'Accept', 'X-Correlation-ID', 'If-Match'])
  if (chance.happens(0.4)) delete headers[name]
  else headers[name] = headerSafe(oddText(chance))
}

/** A path with junk in it, or with another value. */
export function spoilPath(path: string, chance: Chance): string {
  const junk = chance.pick([
    encodeURIComponent('\u202e'),
    '%00',
    '%zz',
    '%ff',
    '..%2f',
    '%24',
    '//',
  ])
  const at = 1 + chance.below(path.length)
  return chance.pick([
    () => path.slice(0, at) + junk + path.slice(at),
    () => path.replace(/[^/]+$/, encodeURIComponent(oddText(chance).toWellFormed().slice(0, 300))),
    () => `${path}/${junk}`,
    () => path.replace(/=[^&]*/, `=${encodeURIComponent(oddText(chance).toWellFormed())}`),
    () => path.toLowerCase(),
    () => path.replace(/\d+/, '9'.repeat(1 + chance.below(40))),
    () => `${path}${path.includes('?') ? '&' : '?'}page=%&=&&_count=1&_count=2`,
  ])()
}
