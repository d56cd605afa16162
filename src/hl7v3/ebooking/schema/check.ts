import { HL7, type XmlElement } from '../../xml/element.js'
import { checkKnown, checkStructure } from './check-attributes.js'
import { checkContent, TYPE_RULES } from './check-values.js'
import type { Choice, SchemaNode } from './node.js'
import type { Report } from './report.js'

const alternatives = (node: SchemaNode | Choice): readonly SchemaNode[] =>
  'choice' in node ? node.choice : [node]

const namesOf = (node: SchemaNode | Choice): string =>
  alternatives(node)
    .map(({ name }) => name)
    .join(', ')

const found = (node: SchemaNode | Choice, element: XmlElement): SchemaNode | undefined =>
  element.namespace === HL7
    ? alternatives(node).find(({ name }) => name === element.name)
    : undefined

/** The step of a path to a child: with its number if it has brothers of its name. */
function stepTo(parent: XmlElement, child: XmlElement): string {
  const same = parent.children.filter(({ name }) => name === child.name)
  return same.length > 1 ? `${child.name}[${same.indexOf(child) + 1}]` : child.name
}

function checkLeaf(element: XmlElement, node: SchemaNode, path: string, report: Report): void {
  const { type } = node
  if (!type || type === 'ANY' || type === 'ED') return
  const rule = TYPE_RULES[type]
  checkKnown(element, rule.attributes, path, report)
  checkContent(element, rule, path, report)
  rule.check(element, node, path, report)
}

const limits = (node: SchemaNode | Choice): readonly [least: number, most: number] =>
  'choice' in node ? [1, 1] : [node.least, node.most]

/** Takes the children from a place on that one node allows; says how many it needs. */
function takeChildren(
  parent: XmlElement,
  from: number,
  wanted: SchemaNode | Choice,
  path: string,
  report: Report,
): number {
  const [least, most] = limits(wanted)
  let at = from
  for (; at < parent.children.length && at - from < most; at++) {
    const child = parent.children[at] as XmlElement
    const node = found(wanted, child)
    if (!node) break
    checkElement(child, node, `${path}/${stepTo(parent, child)}`, report)
  }
  if (at - from < least) report.fault(path, `lacks ${namesOf(wanted)}`)
  return at
}

function checkChildren(parent: XmlElement, node: SchemaNode, path: string, report: Report): void {
  const wanted = node.children()
  let at = 0
  for (const one of wanted) at = takeChildren(parent, at, one, path, report)
  const stray = parent.children[at]
  if (!stray) return
  const known = wanted.some((one) => found(one, stray))
  report.fault(
    `${path}/${stepTo(parent, stray)}`,
    known ? 'stands in the wrong place, or too often' : 'does not belong here',
  )
}

/** Checks an element, and all below it, against a node. */
export function checkElement(
  element: XmlElement,
  node: SchemaNode,
  path: string,
  report: Report,
): void {
  if (node.type) {
    checkLeaf(element, node, path, report)
    return
  }
  checkStructure(element, node, path, report)
  if (element.text.trim() !== '') report.fault(path, 'holds text')
  checkChildren(element, node, path, report)
}
