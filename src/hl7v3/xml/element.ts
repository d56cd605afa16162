/** The namespace of HL7 V3 messages. */
export const HL7 = 'urn:hl7-org:v3'

export interface XmlAttribute {
  /** Empty for an attribute without a prefix. */
  readonly namespace: string
  /** Local name. */
  readonly name: string
  readonly value: string
}

/** An element as it was read: prefixes are gone, namespaces are known. */
export interface XmlElement {
  readonly namespace: string
  /** Local name. */
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  /** The text directly in the element, in one piece. */
  readonly text: string
}

/** The value of an attribute; undefined if it is not there. */
export const attributeOf = (
  element: XmlElement | undefined,
  name: string,
  namespace = '',
): string | undefined =>
  element?.attributes.find((one) => one.name === name && one.namespace === namespace)?.value

/** The children of a name; of the HL7 namespace unless said otherwise. */
export const childrenOf = (
  element: XmlElement | undefined,
  name: string,
  namespace = HL7,
): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name && child.namespace === namespace) ?? []

/** The first child of a name. */
export const childOf = (
  element: XmlElement | undefined,
  name: string,
  namespace = HL7,
): XmlElement | undefined =>
  element?.children.find((child) => child.name === name && child.namespace === namespace)

/** The elements at the end of a path of names, `device/id`, in document order. */
export function allAt(
  element: XmlElement | undefined,
  path: string,
  namespace = HL7,
): readonly XmlElement[] {
  let found: readonly XmlElement[] = element ? [element] : []
  for (const name of path.split('/'))
    found = found.flatMap((one) => childrenOf(one, name, namespace))
  return found
}

/** The first element at the end of a path of names. */
export const at = (
  element: XmlElement | undefined,
  path: string,
  namespace = HL7,
): XmlElement | undefined => allAt(element, path, namespace)[0]
