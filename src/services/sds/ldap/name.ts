import type { Dn } from '../domain/entry.js'
import { parseDn } from './dn.js'
import { attributeType } from './schema/attributes.js'

/** Reads a name and spells its attributes as the schema does; undefined for a malformed one (RFC 4514). */
export const readName = (text: string): Dn | undefined =>
  parseDn(text)?.map(({ attribute, value }) => ({
    attribute: attributeType(attribute)?.names[0] ?? attribute,
    value,
  }))
