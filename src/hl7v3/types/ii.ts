import { attributeOf, type XmlElement } from '../xml/element.js'
import { attribute, Xml } from '../xml/template.js'

/** An identifier: whose it is, and which. A UUID stands in the root alone. */
export interface Ii {
  readonly root: string
  readonly extension?: string
}

export const writeIi = (name: string, { root, extension }: Ii): Xml =>
  new Xml(`<${name}${attribute('root', root)}${attribute('extension', extension)}/>`)

/** Reads an identifier; undefined where there is none, or none with a root. */
export function readIi(element: XmlElement | undefined): Ii | undefined {
  const root = attributeOf(element, 'root')
  const extension = attributeOf(element, 'extension')
  if (!root) return undefined
  return extension === undefined ? { root } : { root, extension }
}
