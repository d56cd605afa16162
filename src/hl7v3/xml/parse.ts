import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { decodeXml } from './decode.js'
import type { XmlAttribute, XmlElement } from './element.js'
import { guardXml, type XmlProblem } from './guard.js'

export type { XmlProblem } from './guard.js'

export type Parsed =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly problem: XmlProblem }

/** A node of fast-xml-parser where order is kept: one member for the tag, `:@` for its attributes. */
type Node = Readonly<Record<string, unknown>>

const PARSER = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
  // Nothing here asks for the path of a node, which is dear to write out.
  jPath: false,
} as const

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'

class Malformed extends Error {}

const FIVE: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)

function resolve(name: string): string {
  const known = Object.hasOwn(FIVE, name) ? FIVE[name] : undefined
  if (known !== undefined) return known
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
  const code = number ? Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10) : -1
  if (!isCharacter(code)) throw new Malformed(`unknown entity ${name}`)
  return String.fromCodePoint(code)
}

/** Text without its references: the five entities and characters by number; there are no others. */
function withoutReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&<]{0,10})(;?)/g, (_, name: string, end: string) => {
    if (!end) throw new Malformed('an ampersand stands alone')
    return resolve(name)
  })
}

type Scope = ReadonlyMap<string, string>

const OUTSIDE: Scope = new Map([
  ['', ''],
  ['xml', XML],
  ['xmlns', XMLNS],
])

function split(name: string): readonly [prefix: string, local: string] {
  const parts = name.split(':')
  if (parts.length > 2 || parts.includes('')) throw new Malformed(`the name ${name}`)
  return parts.length === 1 ? ['', name] : [parts[0] as string, parts[1] as string]
}

function namespaceOf(scope: Scope, prefix: string): string {
  const namespace = scope.get(prefix)
  if (namespace === undefined) throw new Malformed(`the prefix ${prefix} is not declared`)
  return namespace
}

/** The namespaces that hold in an element. */
function scopeOf(outer: Scope, attributes: readonly (readonly [string, string])[]): Scope {
  const declared = attributes.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  if (declared.length === 0) return outer
  const scope = new Map(outer)
  for (const [name, value] of declared) {
    if (name !== 'xmlns' && value === '') throw new Malformed(`${name} is empty`)
    scope.set(name === 'xmlns' ? '' : split(name)[1], value)
  }
  return scope
}

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:')

function attributesIn(scope: Scope, pairs: readonly (readonly [string, string])[]): XmlAttribute[] {
  return pairs
    .filter(([name]) => !isDeclaration(name))
    .map(([name, value]) => {
      const [prefix, local] = split(name)
      return { namespace: prefix ? namespaceOf(scope, prefix) : '', name: local, value }
    })
}

const pairsOf = (node: Node): [string, string][] =>
  Object.entries((node[':@'] ?? {}) as Record<string, unknown>).map(([name, value]) => [
    name,
    withoutReferences(String(value).replace(/[\n\r\t]/g, ' ')),
  ])

const tagOf = (node: Node): string | undefined => Object.keys(node).find((name) => name !== ':@')

const textIn = (node: Node): string => {
  if ('#text' in node) return withoutReferences(String(node['#text']))
  const [inner] = ('#cdata' in node ? node['#cdata'] : []) as Node[]
  return inner ? String(inner['#text'] ?? '') : ''
}

const isElement = (node: Node): boolean => {
  const tag = tagOf(node)
  return tag !== undefined && !tag.startsWith('#')
}

/** Builds an element; the depth of the text has been limited before. */
function build(node: Node, outer: Scope): XmlElement {
  const tag = tagOf(node) as string
  const pairs = pairsOf(node)
  const scope = scopeOf(outer, pairs)
  const [prefix, name] = split(tag)
  const content = node[tag] as readonly Node[]
  return {
    namespace: namespaceOf(scope, prefix),
    name,
    attributes: attributesIn(scope, pairs),
    children: content.filter(isElement).map((child) => build(child, scope)),
    text: content
      .filter((child) => !isElement(child))
      .map(textIn)
      .join(''),
  }
}

const malformed: Parsed = { ok: false, problem: 'NOT_WELL_FORMED' }

/**
 * Reads a document: namespaces are resolved, any prefix will do. Refuses what is too large or too
 * deep, a document type, and what is not well formed; the only entities are the five of XML.
 */
export function parseXml(text: string): Parsed {
  const source = text.replace(/^\ufeff/, '').trimStart()
  const problem = guardXml(source)
  if (problem) return { ok: false, problem }
  try {
    if (XMLValidator.validate(source) !== true) return malformed
    const nodes = (new XMLParser(PARSER).parse(source) as Node[]).filter(isElement)
    const [root] = nodes
    return root && nodes.length === 1 ? { ok: true, root: build(root, OUTSIDE) } : malformed
  } catch {
    return malformed
  }
}

/** Reads the bytes of a document; `charset` is what stands beside them (see `decodeXml`). */
export function parseXmlBytes(bytes: Uint8Array, charset?: string): Parsed {
  const text = decodeXml(bytes, charset)
  return text === undefined ? malformed : parseXml(text)
}
