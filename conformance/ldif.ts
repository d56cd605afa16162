import { readFileSync } from 'node:fs'
import type { DirectoryEntry, Dn } from '../src/services/sds/domain/entry.js'
import { readName } from '../src/services/sds/ldap/name.js'
import { attributeType } from '../src/services/sds/ldap/schema/attributes.js'

/** Lines of LDIF with the continued ones joined; comments are left out. */
const linesOf = (text: string): string[] =>
  text
    .replaceAll(/\n /g, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))

function pairOf(line: string): [name: string, value: string] {
  const [, name = '', mark, value = ''] = /^([^:]+)(::?) ?(.*)$/.exec(line) ?? []
  const spelling = attributeType(name)?.names[0] ?? name
  return [spelling, mark === '::' ? Buffer.from(value, 'base64').toString('utf8') : value]
}

function entryOf(lines: readonly string[]): DirectoryEntry {
  const pairs = lines.map(pairOf)
  const valuesOf = (wanted: string) =>
    pairs.filter(([name]) => name === wanted).map(([, value]) => value)
  const names = [...new Set(pairs.map(([name]) => name))]
  return {
    dn: readName(valuesOf('dn')[0] ?? '') as Dn,
    objectClass: valuesOf('objectClass'),
    attributes: Object.fromEntries(
      names
        .filter((name) => name !== 'dn' && name !== 'objectClass')
        .map((name) => [name, valuesOf(name)]),
    ),
  }
}

/** The entries of an LDIF file (RFC 2849). */
export const readLdif = (path: string): DirectoryEntry[] =>
  linesOf(readFileSync(path, 'utf8'))
    .join('\n')
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter(Boolean))
    .filter(([first]) => first?.startsWith('dn'))
    .map(entryOf)
