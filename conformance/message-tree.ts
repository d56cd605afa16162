import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attributeOf, type XmlElement } from '../src/hl7v3/xml/element.js'

/** A node of the published element trees: an element, or a choice of elements. */
interface TreeNode {
  readonly name?: string
  readonly card?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly type?: string
  readonly children?: readonly TreeNode[]
  readonly ref?: string
  readonly choice?: string
  readonly of?: readonly TreeNode[]
}

interface Release {
  readonly interactions: Readonly<Record<string, { readonly payload: string }>>
  readonly payloads: Readonly<Record<string, readonly TreeNode[]>>
  readonly common: Readonly<Record<string, TreeNode>>
}

export type Trees = Readonly<Record<string, Release>>

/** The published trees of PDS payloads, by release. */
export const treesIn = (folder: string): Trees =>
  JSON.parse(readFileSync(join(folder, 'pds/hl7v3/payload-trees.json'), 'utf8')).releases

const bounds = (card = '1..1'): readonly [least: number, most: number] => {
  const [least, most] = card.split('..')
  return [Number(least), most === '*' ? Number.POSITIVE_INFINITY : Number(most)]
}

const namesOf = (node: TreeNode): string[] =>
  node.of ? node.of.flatMap(namesOf) : [node.name ?? '']

/** What an element has of its own, and what the shared part that it refers to adds. */
const whole = (node: TreeNode, release: Release): TreeNode =>
  node.ref ? { ...release.common[node.ref], ...node } : node

function attributeFaults(element: XmlElement, node: TreeNode, path: string): string[] {
  return Object.entries(node.attributes ?? {}).flatMap(([name, wanted]) => {
    const value = attributeOf(element, name)
    if (wanted.startsWith('?')) return []
    if (value === undefined) return [`${path}/@${name} is missing`]
    return wanted.startsWith('<') || value === wanted ? [] : [`${path}/@${name} is ${value}`]
  })
}

/** Faults of an element against its tree: attributes, and order and number of children. */
function elementFaults(
  element: XmlElement,
  bare: TreeNode,
  release: Release,
  outer: string,
): string[] {
  const node = whole(bare, release)
  const path = `${outer}/${element.name}`
  const faults = attributeFaults(element, node, path)
  if (node.type) return faults
  let at = 0
  for (const child of node.children ?? []) {
    const names = namesOf(child)
    const [least, most] = bounds(child.card ?? child.choice)
    let found = 0
    for (; at < element.children.length; at++, found++) {
      const next = element.children[at] as XmlElement
      if (!names.includes(next.name)) break
      const one = child.of?.find(({ name }) => name === next.name) ?? child
      faults.push(...elementFaults(next, one, release, path))
    }
    if (found < least || found > most) faults.push(`${path} has ${found} of ${names.join('|')}`)
  }
  const stray = element.children[at]
  return stray
    ? [...faults, `${path} has ${stray.name} in a place where it does not belong`]
    : faults
}

/** Faults of the payload of an interaction against the tree of any release that has it. */
export function payloadFaults(trees: Trees, interactionId: string, payload: XmlElement): string[] {
  const release = Object.values(trees).find(({ interactions }) => interactionId in interactions)
  const name = release?.interactions[interactionId]?.payload
  const root = name === undefined ? undefined : release?.payloads[name]?.[0]
  if (!release || !root) return [`there is no tree of ${interactionId}`]
  const named = root.name === payload.name ? [] : [`the payload is ${payload.name}`]
  return [...named, ...elementFaults(payload, root, release, '')]
}
