import { UsageError } from './command.js'

const UNITS = { d: 'days', h: 'hours', m: 'minutes', s: 'seconds', ms: 'milliseconds' } as const

type Unit = keyof typeof UNITS

/** Reads a span such as `2h30m` as the members of the control API: `{ hours: 2, minutes: 30 }`. */
export function readSpan(text: string): Readonly<Record<string, number>> {
  const parts = [...text.matchAll(/(\d+)(ms|[dhms])/g)]
  if (parts.map(([whole]) => whole).join('') !== text || parts.length === 0)
    throw new UsageError(`'${text}' is no span of time: write it as 90s, 2h30m or 14d`)
  return Object.fromEntries(parts.map(([, count, unit]) => [UNITS[unit as Unit], Number(count)]))
}
