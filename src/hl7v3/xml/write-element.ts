import { HL7, type XmlElement } from './element.js'
import { attribute, element, leaf, Xml } from './template.js'

const attributesOf = ({ attributes }: XmlElement): Xml =>
  new Xml(
    attributes
      .filter(({ namespace }) => namespace === '')
      .map(({ name, value }) => attribute(name, value))
      .join(''),
  )

/**
 * Writes an element of the HL7 namespace as it was read, to stand inside another of that namespace:
 * elements and attributes of other namespaces are left out, white space between elements as well.
 */
export function writeElement(read: XmlElement): Xml {
  const attributes = attributesOf(read)
  const children = read.children.filter(({ namespace }) => namespace === HL7)
  const text = read.text.trim()
  if (children.length > 0) return element(read.name, attributes, children.map(writeElement))
  return leaf(read.name, text, attributes)
}

/** An element without what writing it again would not keep. */
export const keptElement = (read: XmlElement): XmlElement => {
  const children = read.children.filter(({ namespace }) => namespace === HL7).map(keptElement)
  return {
    ...read,
    attributes: read.attributes.filter(({ namespace }) => namespace === ''),
    children,
    text: children.length > 0 ? '' : read.text.trim(),
  }
}
