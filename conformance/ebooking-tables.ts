import { FAMILIES, type FamilyName } from '../src/hl7v3/ebooking/index.js'
import type { Choice, SchemaNode } from '../src/hl7v3/ebooking/schema/node.js'
import { treeOf } from '../src/hl7v3/ebooking/schema/tree-of.js'
import type { TreeNode } from './ebooking-tree.js'

const cardOf = ({ least, most }: SchemaNode): string =>
  `${least}..${most === Number.POSITIVE_INFINITY ? '*' : most}`

/** Types of the published trees that the tables here write as another. */
const TYPES: Readonly<Record<string, string>> = { CE: 'CV' }

function attributeFaults(node: SchemaNode, published: TreeNode, path: string): string[] {
  if (node.type) return []
  return Object.entries(published.attributes ?? {}).flatMap(([name, wanted]) => {
    const fixed = node.attributes[name]
    if (!fixed) return [`${path}/@${name} is not known`]
    return wanted.startsWith('<') || fixed.value === wanted
      ? []
      : [`${path}/@${name}: ${fixed.value}`]
  })
}

/** Faults of a table that the schema check reads against the published tree of the same element. */
function nodeFaults(node: SchemaNode, published: TreeNode, outer: string): string[] {
  const path = `${outer}/${published.name}`
  const type = published.type && (TYPES[published.type] ?? published.type)
  if (node.name !== published.name) return [`${path} is ${node.name}`]
  const own = [
    ...(cardOf(node) === published.card ? [] : [`${path} is ${cardOf(node)}`]),
    ...(node.type === type ? [] : [`${path} is of type ${node.type}`]),
    ...(published.vocabulary === node.codes?.name ? [] : [`${path} has ${node.codes?.name}`]),
    ...attributeFaults(node, published, path),
  ]
  if (node.type || published.ref !== undefined || published.name === 'subject') return own
  return [...own, ...listFaults(node.children(), published.children ?? [], path)]
}

function listFaults(
  nodes: readonly (SchemaNode | Choice)[],
  published: readonly TreeNode[],
  path: string,
): string[] {
  if (nodes.length !== published.length)
    return [`${path} has ${nodes.length} of ${published.length} parts`]
  return nodes.flatMap((node, at) => {
    const wanted = published[at] as TreeNode
    return 'choice' in node
      ? listFaults(node.choice, wanted.choice ?? [], path)
      : nodeFaults(node, wanted, path)
  })
}

const payloadOf = (message: SchemaNode): SchemaNode => {
  const act = message.children().at(-1) as SchemaNode
  return (act.children().at(-1) as SchemaNode).children()[0] as SchemaNode
}

/** Faults of the tables of a family: those of its wrapper and control act, and those of its payload. */
export function tableFaults(
  family: FamilyName,
  wrapper: readonly TreeNode[],
  payload: TreeNode | undefined,
): string[] {
  const message = treeOf(family, FAMILIES[family].versions['3.1.09'].interactionId)
  return [
    ...(payload ? listFaults(message.children(), wrapper, '') : []),
    ...(payload ? nodeFaults(payloadOf(message), payload, '') : []),
  ]
}
