/** What became of a change to the register: the new record, or why there is none, in plain words. */
export type Registered<Record> =
  | { readonly ok: true; readonly record: Record }
  | {
      readonly ok: false
      readonly problem: 'EXISTS' | 'UNKNOWN' | 'INVALID'
      readonly message: string
    }

export const registered = <Record>(record: Record): Registered<Record> => ({ ok: true, record })

export const notRegistered = (
  problem: 'EXISTS' | 'UNKNOWN' | 'INVALID',
  message: string,
): Registered<never> => ({ ok: false, problem, message })

/** Changes to a record: a member given replaces the old one, null takes it away. */
export type Changes<Record> = { readonly [Name in keyof Record]?: Record[Name] | null | undefined }

/** A record with changes made; nothing is checked yet. */
export const withChanges = (record: object, changes: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({
      ...record,
      ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
    }).filter(([, value]) => value !== null),
  )
