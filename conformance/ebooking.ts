import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XmlElement as LibxmlElement, XmlDocument } from 'libxml2-wasm'
import {
  checkSchema,
  ebookingInteractions,
  findInteraction,
  interactionOf,
} from '../src/hl7v3/ebooking/index.js'
import { readMessage } from '../src/hl7v3/message.js'
import { parseXml } from '../src/hl7v3/xml/parse.js'
import { documentOf, messageOf } from '../test/hl7v3/ebooking/messages.js'
import { tableFaults } from './ebooking-tables.js'
import type { TreeNode, Trees } from './ebooking-tree.js'
import type { Line } from './report.js'

interface Listed {
  readonly file: string
  readonly interaction: string
  readonly payload?: string
}

const HL7 = 'urn:hl7-org:v3'

const attributesOf = (element: LibxmlElement): ReadonlyMap<string, string> =>
  new Map(element.attrs.map((one) => [one.name, one.value]))

function childrenOf(element: LibxmlElement): LibxmlElement[] {
  const found: LibxmlElement[] = []
  for (let node = element.firstChild; node; node = node.next)
    if (node instanceof LibxmlElement) found.push(node)
  return found
}

/** Every node of a class, for the places that only name the class. */
function classesIn(node: TreeNode, into = new Map<string, TreeNode>()): Map<string, TreeNode> {
  if (node.class !== undefined && node.children) into.set(node.class, node)
  for (const below of [...(node.children ?? []), ...(node.choice ?? [])]) classesIn(below, into)
  return into
}

function attributeFaults(element: LibxmlElement, node: TreeNode, path: string): string[] {
  const given = attributesOf(element)
  return Object.entries(node.attributes ?? {}).flatMap(([name, wanted]) => {
    const value = given.get(name)
    const open = wanted.startsWith('<')
    if (value === undefined) return open ? [] : [`${path}/@${name} is missing`]
    return open || value === wanted ? [] : [`${path}/@${name} is ${value}`]
  })
}

const namesOf = (node: TreeNode): readonly (string | undefined)[] =>
  node.choice ? node.choice.map(({ name }) => name) : [node.name]

class Follower {
  readonly #classes: ReadonlyMap<string, TreeNode>

  constructor(payload: TreeNode | undefined) {
    this.#classes = payload ? classesIn(payload) : new Map()
  }

  /** Faults of what we wrote against the published tree: namespace, attributes, order and number. */
  faults(element: LibxmlElement, node: TreeNode, outer: string): string[] {
    const path = `${outer}/${element.name}`
    const namespace = element.namespaceUri === HL7 ? [] : [`${path} is in ${element.namespaceUri}`]
    const faults = [...namespace, ...attributeFaults(element, node, path)]
    if (node.type) return faults
    const whole = node.ref === undefined ? node : this.#classes.get(node.ref)
    return [...faults, ...this.list(childrenOf(element), whole?.children ?? [], path)]
  }

  /** Faults of a row of elements against a row of nodes. */
  list(elements: readonly LibxmlElement[], nodes: readonly TreeNode[], path: string): string[] {
    const faults: string[] = []
    let at = 0
    for (const node of nodes) {
      const [least, most] = node.card.split('..')
      const from = at
      for (; namesOf(node).includes(elements[at]?.name); at++) {
        const element = elements[at] as LibxmlElement
        const one = node.choice?.find(({ name }) => name === element.name) ?? node
        faults.push(...this.faults(element, one, path))
      }
      if (at - from < Number(least) || (most !== '*' && at - from > Number(most)))
        faults.push(`${path} has ${at - from} of ${namesOf(node).join('|')}`)
    }
    if (elements[at]) faults.push(`${path}/${elements[at]?.name} does not belong here`)
    return faults
  }
}

/** The nodes of a message: its wrapper, with the payload in the control act. */
function nodesOf(trees: Trees, wrapper: string, payload: TreeNode | undefined): TreeNode[] {
  const act = trees.controlAct
  const children = (act.children ?? []).flatMap((child) => {
    if (child.name !== 'subject') return [child]
    return payload ? [{ ...child, children: [{ ...payload, card: '1..1' }] }] : []
  })
  const wrapped = (trees.wrappers[wrapper] ?? []).filter(({ name }) => name !== act.name)
  return [...wrapped, { ...act, children }]
}

function writtenFaults(trees: Trees, text: string, model: string | undefined, wrapper: string) {
  const payload = model === undefined ? undefined : trees.payloads[model]
  const document = XmlDocument.fromString(text)
  try {
    const root = document.root
    const declared = root.namespaceUri === HL7 ? [] : [`the root is in ${root.namespaceUri}`]
    const nodes = nodesOf(trees, wrapper, payload)
    return [...declared, ...new Follower(payload).list(childrenOf(root), nodes, `/${root.name}`)]
  } finally {
    document.dispose()
  }
}

const line = (operation: string, example: string, faults: readonly string[]): Line => ({
  operation,
  example,
  status: 0,
  verdict: faults.length > 0 ? 'FAULT' : 'as published',
  detail: faults.slice(0, 3).join('; '),
})

/** A published message has no fault, and says what its list says. */
function sampleLine(folder: string, { file, interaction }: Listed): Line {
  const parsed = parseXml(readFileSync(join(folder, file), 'utf8'))
  if (!parsed.ok) return line(interaction, file, [parsed.problem])
  const check = checkSchema(parsed.root)
  const known = findInteraction(interaction)
  return line(interaction, file, [
    ...(check ? [] : ['the interaction is not known']),
    ...(check?.faults ?? []).map(({ path, message }) => `${path} ${message}`),
    ...(check?.findings ?? []).map(({ path, message }) => `${path} ${message}`),
    ...(readMessage(parsed.root).interactionId === known?.interactionId ? [] : ['not read']),
  ])
}

const WRAPPERS = { send: 'MCCI_MT010101UK12', acknowledgement: 'MCCI_MT020101UK12' } as const

/** Reads every published eBooking message; judges what is written here by the published trees. */
export function ebookingLines(contracts: string): Line[] {
  const folder = join(contracts, 'hl7v3/ebooking')
  const listed: readonly Listed[] = JSON.parse(
    readFileSync(join(folder, 'index.json'), 'utf8'),
  ).messages
  const trees: Trees = JSON.parse(readFileSync(join(folder, 'payload-trees.json'), 'utf8'))
  const written = ebookingInteractions().map(({ family, release, interactionId }) => {
    const { wrapper, model } = interactionOf(family, '3.1.09')
    const text = documentOf(messageOf(family, release))
    return line(interactionId, 'written here', writtenFaults(trees, text, model, WRAPPERS[wrapper]))
  })
  const models = Object.entries(trees.interactions).map(([id, { payload, wrappers }]) => {
    const known = findInteraction(id)
    if (!known) return line(id, 'tables', ['the interaction is not known'])
    const wrapper = WRAPPERS[known.wrapper]
    const tree = payload === undefined ? undefined : trees.payloads[payload]
    return line(id, 'tables', [
      ...(known.model === payload ? [] : [`${known.model} is published as ${payload}`]),
      ...(wrappers.includes(wrapper) ? [] : [`the wrapper is ${wrapper}`]),
      ...tableFaults(known.family, nodesOf(trees, wrapper, tree), tree),
    ])
  })
  return [...listed.map((one) => sampleLine(folder, one)), ...written, ...models]
}
