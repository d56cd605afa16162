import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { escapeXml } from './escape-xml.js'

/** A parameter of a broker document: its text, and attributes beside its name. */
export interface GpParameter {
  readonly name: string
  readonly value: string
  readonly attributes?: Readonly<Record<string, string>>
}

const MOST_PARAMETERS = 100
/** A document has two levels; far deeper ones are not read. */
const MOST_LEVELS = 4

/** The line that Identity Agents send; nothing of the document type it names is ever read. */
const DOCTYPE =
  /<!DOCTYPE\s+\w+\s+(?:SYSTEM|PUBLIC\s+(?:"[^"<>[\]]{0,200}"|'[^'<>[\]]{0,200}'))\s+(?:"[^"<>[\]]{0,200}"|'[^'<>[\]]{0,200}')\s*>/

const parser = () =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: 'text',
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    // The parser counts the elements around one.
    maxNestedTags: MOST_LEVELS - 1,
    isArray: (name) => name === 'gpPARAM',
  })

/** The elements of a document; undefined where it is not well-formed, too deep, or has a document type. */
function parse(text: string): Record<string, unknown> | undefined {
  const plain = text.replace(DOCTYPE, '')
  if (/<!DOCTYPE/i.test(plain)) return undefined
  try {
    return XMLValidator.validate(plain) === true ? parser().parse(plain) : undefined
  } catch {
    // Names that JavaScript reserves, too many levels, too many references.
    return undefined
  }
}

const isNamed = (value: unknown): value is { name: string; text?: string } =>
  typeof value === 'object' && value !== null && 'name' in value

/**
 * Reads a document of the broker's protocol (auth 8.3): the parameters by name, of a repeated one the
 * first. Undefined if it is none: not well-formed, another root, a document type with content.
 */
export function readGpObject(text: string): ReadonlyMap<string, string> | undefined {
  const { gpOBJECT: root, ...others } = parse(text) ?? {}
  if (Object.keys(others).length > 0 || typeof root !== 'object' || root === null) return undefined
  const { gpPARAM: found = [] } = root as { gpPARAM?: unknown[] }
  if (found.length > MOST_PARAMETERS) return undefined
  const parameters = new Map<string, string>()
  for (const one of found.filter(isNamed))
    if (!parameters.has(one.name)) parameters.set(one.name, String(one.text ?? ''))
  return parameters
}

const attributesOf = (attributes: Readonly<Record<string, string>> = {}): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('')

/** Identity Agents read line by line, and texts with their quotes as they are (auth 8.3). */
const lineOf = ({ name, value, attributes }: GpParameter): string =>
  `<gpPARAM name="${name}"${attributesOf(attributes)}>${escapeXml(value, 'TEXT')}</gpPARAM>`

/** Writes a document of the broker. `base`: its address as the Identity Agent reaches it. */
export const writeGpObject = (base: string, parameters: readonly GpParameter[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!DOCTYPE USER SYSTEM "${escapeXml(base)}/login/dtd">`,
    '<gpOBJECT>',
    ...parameters.map(lineOf),
    '</gpOBJECT>',
    '',
  ].join('\n')
