import { NULL_FLAVORS } from '../../types/null-flavor.js'
import { attributeOf, type XmlElement } from '../../xml/element.js'
import type { Fixed, SchemaNode } from './node.js'
import type { Report } from './report.js'

/** What any structural element may carry (ers-hl7v3-mim 6). */
const STRUCTURAL = ['type', 'typeID', 'realmCode', 'nullFlavor'] as const

const UPDATE_MODES = ['added', 'altered', 'removed', 'replace', 'unknown', 'unchanged', 'ref']

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'

const FLAVORS: readonly string[] = NULL_FLAVORS

/** Attributes that an element may not have, and those that any may with a wrong value. */
export function checkKnown(
  element: XmlElement,
  known: readonly string[],
  path: string,
  report: Report,
): void {
  for (const { namespace, name, value } of element.attributes) {
    if (namespace === XSI) continue
    if (namespace !== '' || !known.includes(name))
      report.fault(`${path}/@${name}`, 'there is no such attribute')
    else if (name === 'nullFlavor' && !FLAVORS.includes(value))
      report.fault(`${path}/@${name}`, `${value} is none of ${FLAVORS.join(', ')}`)
    else if (name === 'updateMode' && !UPDATE_MODES.includes(value))
      report.fault(`${path}/@${name}`, `${value} is none of ${UPDATE_MODES.join(', ')}`)
  }
}

function checkFixed(value: string | undefined, fixed: Fixed, path: string, report: Report): void {
  if (!value) {
    if (value === '' || !fixed.optional) report.fault(path, 'is missing')
    else if (fixed.value !== undefined) report.finding(path, `is missing; write ${fixed.value}`)
  } else if (fixed.among && !fixed.among.includes(value)) {
    report.fault(path, `${value} is none of ${fixed.among.join(', ')}`)
  } else if (!fixed.free && fixed.value !== undefined && value !== fixed.value) {
    report.finding(path, `is ${value}; the message model has ${fixed.value}`)
  }
}

/** The attributes of an element that has children: class, mood and the like. */
export function checkStructure(
  element: XmlElement,
  { attributes }: SchemaNode,
  path: string,
  report: Report,
): void {
  checkKnown(element, [...STRUCTURAL, ...Object.keys(attributes)], path, report)
  for (const [name, fixed] of Object.entries(attributes))
    checkFixed(attributeOf(element, name), fixed, `${path}/@${name}`, report)
}
