import { escapeXml } from './escape.js'

/** A piece of XML that is written already: it stands in another as it is. */
export class Xml {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** What can stand in a template. Text is escaped; what is absent leaves nothing, not even its line. */
export type Part = string | number | Xml | readonly (Xml | undefined)[] | undefined

const isXml = (part: unknown): part is Xml => part instanceof Xml

function textOf(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string') return escapeXml(part)
  if (typeof part === 'number') return String(part)
  return isXml(part)
    ? part.text
    : part
        .filter(isXml)
        .map(({ text }) => text)
        .filter(Boolean)
        .join('\n')
}

const LINE_START = /\n[ \t]*$/

/** Adds a part: what begins a line carries that line's indent; nothing takes its line away. */
function append(written: string, part: Part, next: string): string {
  const text = textOf(part)
  const indent = LINE_START.exec(written)?.[0]
  if (indent === undefined) return written + text
  if (text === '' && /^[ \t]*(\n|$)/.test(next)) return written.slice(0, -indent.length)
  return written + text.replaceAll('\n', indent)
}

/** The indent that all lines of a template share: that of the code around it. */
function sharedIndent(strings: readonly string[]): string {
  const indents = [...strings.join('\0').matchAll(/\n([ \t]*)(?=[^\s])/g)].map(
    ([, one]) => one ?? '',
  )
  return indents.reduce((least, one) => (one.length < least.length ? one : least), indents[0] ?? '')
}

const trimmed = new WeakMap<TemplateStringsArray, readonly string[]>()

/** The literal pieces of a template without the code's indent; worked out once for each template. */
function piecesOf(strings: TemplateStringsArray): readonly string[] {
  const known = trimmed.get(strings)
  if (known) return known
  const indent = sharedIndent(strings)
  const pieces = strings.map((piece) => piece.replaceAll(`\n${indent}`, '\n'))
  trimmed.set(strings, pieces)
  return pieces
}

/**
 * A template of XML that looks like the message: `` xml`<id root="${root}"/>` ``. Text that is put in
 * is escaped, XML is not; lists stand one below the other.
 */
export function xml(strings: TemplateStringsArray, ...parts: Part[]): Xml {
  const pieces = piecesOf(strings)
  let written = pieces[0] as string
  for (const [at, part] of parts.entries()) {
    const next = pieces[at + 1] as string
    written = append(written, part, next) + next
  }
  return new Xml(written.trim())
}

/** An attribute with the blank before it; nothing if it has no value. */
export const attribute = (name: string, value: string | number | undefined): Xml =>
  new Xml(value === undefined ? '' : ` ${name}="${escapeXml(String(value))}"`)

/** Attributes in their order, each with the blank before it; those without a value are left out. */
export const attributes = (values: Readonly<Record<string, string | number | undefined>>): Xml =>
  new Xml(
    Object.entries(values)
      .map(([name, value]) => attribute(name, value))
      .join(''),
  )

/** An element of text; the empty tag where there is none. */
export const leaf = (name: string, text: string, attributes = new Xml('')): Xml =>
  new Xml(
    text === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${escapeXml(text)}</${name}>`,
  )

/** An element of content, or the empty tag where there is none. */
export function element(name: string, attributes: Xml, content: readonly (Xml | undefined)[]): Xml {
  const filled = content.filter((one): one is Xml => one !== undefined && one.text !== '')
  if (filled.length === 0) return new Xml(`<${name}${attributes}/>`)
  const tag = new Xml(name)
  return xml`<${tag}${attributes}>
    ${filled}
  </${tag}>`
}

/** A document with its declaration. */
export const xmlDocument = (root: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
