/** What is asked for where `vtr` is absent (auth 6.2). */
export const DEFAULT_VTR: readonly string[] = ['P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm']

const LEVELS = ['P0', 'P5', 'P9']

/** Combinations of credentials that are supported with each level (auth 6.6). */
export const CREDENTIALS: readonly string[] = ['Cp', 'Cp.Cd', 'Cp.Ck', 'Cm']

interface Vector {
  readonly level: string | undefined
  readonly credentials: readonly string[]
}

function taken(vector: string): Vector {
  const parts = vector.split('.')
  return {
    level: parts.find((part) => part.startsWith('P')),
    credentials: parts.filter((part) => part.startsWith('C')),
  }
}

/** One level at most, and credentials of which a supported combination has all (auth 6.6). */
function isSupported(vector: unknown): boolean {
  if (typeof vector !== 'string' || !/^[PC][0-9a-z](\.[PC][0-9a-z])*$/.test(vector)) return false
  const { level, credentials } = taken(vector)
  const levels = vector.split('.').filter((part) => part.startsWith('P'))
  return (
    levels.length <= 1 &&
    (level === undefined || LEVELS.includes(level)) &&
    CREDENTIALS.some((known) => credentials.every((part) => known.split('.').includes(part)))
  )
}

/** The vectors of `vtr`, a JSON array; undefined if it is none, or one is not supported. */
export function readVtr(sent: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(sent)
    return Array.isArray(value) && value.length > 0 && value.every(isSupported)
      ? (value as string[])
      : undefined
  } catch {
    return undefined
  }
}

/** True if a login's vector satisfies one of those asked for: a higher level will do, parts are ANDed. */
export function satisfiesVtr(asked: readonly string[], reached: string): boolean {
  const mine = taken(reached)
  return asked.some((vector) => {
    const { level, credentials } = taken(vector)
    return (
      LEVELS.indexOf(mine.level ?? 'P0') >= LEVELS.indexOf(level ?? 'P0') &&
      credentials.every((part) => mine.credentials.includes(part))
    )
  })
}
