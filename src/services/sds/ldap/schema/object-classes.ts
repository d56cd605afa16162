import { CLASS_ROWS, type ClassRow } from './classes.js'

export interface ObjectClass {
  readonly oid: string
  readonly names: readonly [string, ...string[]]
  readonly above?: string
  readonly kind: ClassRow['kind']
  readonly must: readonly string[]
  readonly may: readonly string[]
}

const words = (text = ''): string[] => text.split(/\s+/).filter(Boolean)

export const OBJECT_CLASSES: readonly ObjectClass[] = CLASS_ROWS.map(
  ({ oid, name, alias, above, kind, must, may }) => ({
    oid,
    names: alias === undefined ? [name] : [name, alias],
    kind,
    must: words(must),
    may: words(may),
    ...(above === undefined ? {} : { above }),
  }),
)

const BY_NAME = new Map(
  OBJECT_CLASSES.flatMap((one) =>
    [one.oid, ...one.names].map((name) => [name.toLowerCase(), one] as const),
  ),
)

/** A class by name, in any letter case, or by OID. */
export const objectClass = (name: string): ObjectClass | undefined =>
  BY_NAME.get(name.trim().toLowerCase())

/** Every attribute that entries of a class may have, from the classes above too. */
export function attributesOfClass({ must, may, above }: ObjectClass): string[] {
  const parent = above === undefined ? undefined : objectClass(above)
  return [...must, ...may, ...(parent ? attributesOfClass(parent) : [])]
}
