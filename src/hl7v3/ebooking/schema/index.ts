import type { XmlElement } from '../../xml/element.js'
import { findInteraction } from '../releases.js'
import { checkElement } from './check.js'
import { Report, type SchemaCheck } from './report.js'
import { treeOf } from './tree-of.js'

export type { Remark, SchemaCheck } from './report.js'

/**
 * Checks a whole message as the schema of its interaction does (ers-hl7v3-mim 12.1); that of 2.3,
 * which is not public, as 3.1.09. Undefined for an interaction of no release that is known.
 */
export function checkSchema(root: XmlElement): SchemaCheck | undefined {
  const interaction = findInteraction(root.name)
  if (!interaction) return undefined
  const report = new Report()
  checkElement(root, treeOf(interaction.family, root.name), `/${root.name}`, report)
  return report
}
