import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BerWriter, FilterParser } from 'ldapts'
import { isWithin } from '../src/services/sds/domain/directory.js'
import type { DirectoryEntry } from '../src/services/sds/domain/entry.js'
import { elementsOf } from '../src/services/sds/ldap/ber.js'
import { dnKey, parseDn } from '../src/services/sds/ldap/dn.js'
import { readSelection, selectFrom } from '../src/services/sds/ldap/entry/selection.js'
import { EntryView } from '../src/services/sds/ldap/entry/view.js'
import { compileFilter } from '../src/services/sds/ldap/filter/compile.js'
import { decodeFilter } from '../src/services/sds/ldap/filter/decode.js'
import type { Filter } from '../src/services/sds/ldap/filter/filter.js'
import { readName } from '../src/services/sds/ldap/name.js'
import { attributeType } from '../src/services/sds/ldap/schema/attributes.js'
import { objectClass } from '../src/services/sds/ldap/schema/object-classes.js'
import { readLdif } from './ldif.js'
import type { Line } from './report.js'

/** A search, and what a directory with the published schema answered. */
interface SearchCase {
  readonly name: string
  readonly base: string
  readonly scope: 'base' | 'one' | 'sub'
  readonly filter: string
  readonly attributes: readonly string[]
  readonly resultCode: number
  readonly entries: readonly {
    readonly dn: string
    readonly attributes: Readonly<Record<string, readonly string[]>>
  }[]
}

const readJson = <Value>(path: string): Value => JSON.parse(readFileSync(path, 'utf8')) as Value

const line = (operation: string, example: string, detail: string): Line => ({
  ...{ operation, example, status: 0, detail },
  verdict: detail === '' ? 'as published' : 'FAULT',
})

/** A filter as it comes over the wire; the client used here takes no blanks between clauses. */
function filterOf(text: string): Filter {
  const writer = new BerWriter()
  FilterParser.parseString(text.replaceAll(') (', ')(')).write(writer)
  const [element] = elementsOf(writer.buffer)
  if (!element) throw new Error(`${text} is no filter`)
  return decodeFilter(element)
}

/** What a search shows, in a form that can be compared: names and values without their order. */
const comparable = (found: readonly { dn: string; attributes: [string, readonly string[]][] }[]) =>
  JSON.stringify(
    found
      .map(({ dn, attributes }) => [
        dnKey(parseDn(dn) ?? []),
        attributes
          .map(([name, values]): [string, string[]] => [name, [...values].sort()])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ])
      .sort(),
  )

const inScope = (scope: SearchCase['scope'], deeper: number): boolean =>
  scope === 'sub' || deeper === (scope === 'base' ? 0 : 1)

/** The difference between what is published and what is found; empty for none. */
function judge(entries: readonly DirectoryEntry[], one: SearchCase): string {
  const base = readName(one.base) ?? []
  const isThere = entries.some(({ dn }) => dn.length === base.length && isWithin(dn, base))
  if (!isThere) return one.resultCode === 32 ? '' : 'there is no such base'
  const holds = compileFilter(filterOf(one.filter))
  const selection = readSelection(one.attributes)
  const found = entries
    .filter(({ dn }) => isWithin(dn, base) && inScope(one.scope, dn.length - base.length))
    .map((entry) => new EntryView(entry, () => false))
    .filter((view) => holds(view) === true)
    .map((view) => selectFrom(view, selection, false))
    .map(({ dn, attributes }) => ({
      dn: dn.map(({ attribute, value }) => `${attribute}=${value}`).join(','),
      attributes: attributes.map(([name, values]): [string, readonly string[]] => [name, values]),
    }))
  const published = one.entries.map(({ dn, attributes }) => ({
    dn,
    attributes: Object.entries(attributes),
  }))
  const [mine, theirs] = [comparable(found), comparable(published)]
  return mine === theirs ? '' : `published ${theirs.slice(0, 200)}, found ${mine.slice(0, 200)}`
}

interface PublishedType {
  readonly name: string
  readonly oid: string
  readonly equality: string | null
  readonly singleValue: boolean
}

function typeFault({ name, oid, equality, singleValue }: PublishedType): string {
  const type = attributeType(name)
  if (!type) return 'not in the schema'
  const differs = [
    type.oid !== oid && `OID ${type.oid}`,
    (type.equality?.name ?? null) !== equality && `equality ${type.equality?.name}`,
    type.single !== singleValue && `single ${type.single}`,
  ]
  return differs.filter(Boolean).join('; ')
}

interface PublishedClass {
  readonly name: string
  readonly oid: string
  readonly must: readonly string[]
  readonly may: readonly string[]
}

const missing = (published: readonly string[], own: readonly string[]): string[] => {
  const known = own.map((name) => name.toLowerCase())
  return published.filter((name) => !known.includes(name.toLowerCase()))
}

function classFault({ name, oid, must, may }: PublishedClass): string {
  const found = objectClass(name)
  if (!found) return 'not in the schema'
  const lacks = [...missing(must, found.must), ...missing(may, found.may)]
  const differs = [found.oid !== oid && `OID ${found.oid}`, lacks.length > 0 && `lacks ${lacks}`]
  return differs.filter(Boolean).join('; ')
}

/**
 * Judges the published entries by the published filters as the LDAP server does, and compares its
 * schema with the published one.
 */
export function sdsLdapLines(folder: string): Line[] {
  const examples = join(folder, 'sds', 'examples')
  const tables = join(examples, 'directory')
  const ldif = join(examples, 'ldif')
  const entries = readdirSync(ldif)
    .filter((name) => name.endsWith('.ldif'))
    .flatMap((name) => readLdif(join(ldif, name)))
  const unique = [...new Map(entries.map((entry) => [dnKey(entry.dn), entry])).values()]
  return [
    ...readJson<SearchCase[]>(join(tables, 'search-cases.json')).map((one) =>
      line('LDAP', one.name, judge(unique, one)),
    ),
    ...readJson<PublishedType[]>(join(tables, 'attribute-types.json')).map((one) =>
      line('LDAP', `type ${one.name}`, typeFault(one)),
    ),
    ...readJson<PublishedClass[]>(join(tables, 'object-classes.json')).map((one) =>
      line('LDAP', `class ${one.name}`, classFault(one)),
    ),
  ]
}
