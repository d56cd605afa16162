import type { OpenVocabulary, Vocabulary } from '../vocabularies/vocabulary.js'

/** Data types of the release (ers-hl7v3-mim 6); `ANY` takes whatever it is given. */
export type DataType =
  | 'II'
  | 'TS'
  | 'IVL_TS'
  | 'CS'
  | 'CV'
  | 'CD'
  | 'BL'
  | 'ST'
  | 'ED'
  | 'PN'
  | 'ON'
  | 'AD'
  | 'TEL'
  | 'PQ'
  | 'IVL_PQ'
  | 'ANY'

/** What an attribute of a structural element has to be. */
export interface Fixed {
  /** Absent: any text, such as a level that only its sender knows. */
  readonly value?: string
  /** The schema refuses other values; without it they are a finding alone. */
  readonly among?: readonly string[]
  /** Not settled in public: any value is as good. */
  readonly free?: true
  /** The schema does not miss it. */
  readonly optional?: true
}

/** What the root of an identifier has to be. */
export interface Root {
  readonly oid?: string
  /** Roots that older releases have. */
  readonly also?: readonly string[]
  /** The schema refuses others; without it they are a finding alone. */
  readonly enforced?: true
}

/** An element of a message: a leaf has a type, any other has children. */
export interface SchemaNode {
  readonly name: string
  readonly least: number
  readonly most: number
  readonly attributes: Readonly<Record<string, Fixed>>
  readonly type?: DataType
  readonly root?: Root
  readonly codes?: Vocabulary | OpenVocabulary
  /** What a careless sender means by a code; taken with a finding. */
  readonly mend?: (code: string | undefined) => string | undefined
  /** Worked out when it is needed: clinical statements hold clinical statements. */
  readonly children: () => readonly (SchemaNode | Choice)[]
}

/** Exactly one of these stands here. */
export interface Choice {
  readonly choice: readonly SchemaNode[]
}

type Children = readonly (SchemaNode | Choice)[] | (() => readonly (SchemaNode | Choice)[])

const structure = (
  name: string,
  attributes: Readonly<Record<string, Fixed>>,
  children: Children,
): SchemaNode => ({
  name,
  least: 1,
  most: 1,
  attributes,
  children: typeof children === 'function' ? children : () => children,
})

/** An element without attributes of its own. */
export const plain = (name: string, children: Children): SchemaNode => structure(name, {}, children)

/** Something done, or wanted: class and mood. */
export const act = (
  name: string,
  classCode: string,
  moodCode: string,
  children: Children,
): SchemaNode =>
  structure(name, { classCode: { value: classCode }, moodCode: { value: moodCode } }, children)

/** How two things hang together. */
export const link = (name: string, typeCode: string, children: Children): SchemaNode =>
  structure(name, { typeCode: { value: typeCode } }, children)

/** The role somebody plays. */
export const role = (name: string, classCode: string, children: Children): SchemaNode =>
  structure(name, { classCode: { value: classCode } }, children)

/** A person, an organisation, a device. */
export const entity = (
  name: string,
  classCode: string,
  children: Children,
  determinerCode = 'INSTANCE',
): SchemaNode =>
  structure(
    name,
    { classCode: { value: classCode }, determinerCode: { value: determinerCode } },
    children,
  )

export const leaf = (name: string, type: DataType): SchemaNode => ({
  ...structure(name, {}, []),
  type,
})

/** A code of a list. */
export const coded = (
  name: string,
  type: 'CS' | 'CV' | 'CD',
  codes: Vocabulary | OpenVocabulary,
): SchemaNode => ({ ...leaf(name, type), codes })

/** An identifier below an object identifier. */
export const id = (oid: string): SchemaNode => ({ ...leaf('id', 'II'), root: { oid } })

/** An identifier whose root the schema fixes. */
export const fixedId = (oid: string): SchemaNode => ({
  ...leaf('id', 'II'),
  root: { oid, enforced: true },
})

/** A UUID. */
export const uuid = (name = 'id'): SchemaNode => ({ ...leaf(name, 'II'), root: {} })

export const optional = (node: SchemaNode): SchemaNode => ({ ...node, least: 0 })

/** None, one or more. */
export const any = (node: SchemaNode): SchemaNode => ({
  ...node,
  least: 0,
  most: Number.POSITIVE_INFINITY,
})

/** At least one. */
export const some = (node: SchemaNode): SchemaNode => ({ ...node, most: Number.POSITIVE_INFINITY })

/** As many as this. */
export const upTo = (most: number, node: SchemaNode): SchemaNode => ({ ...node, most })

/** The same node with something to say of one attribute. */
export const having = (node: SchemaNode, name: string, more: Fixed): SchemaNode => ({
  ...node,
  attributes: { ...node.attributes, [name]: { ...node.attributes[name], ...more } },
})

/** The same node, where the schema misses no structural attribute of its own. */
export const unmissed = (node: SchemaNode): SchemaNode => ({
  ...node,
  attributes: Object.fromEntries(
    Object.entries(node.attributes).map(([name, fixed]) => [name, { ...fixed, optional: true }]),
  ),
})

/** The same node and all below it, where the schema misses no structural attribute. */
export const unmissedBelow = (node: SchemaNode): SchemaNode => ({
  ...unmissed(node),
  children: () =>
    node.children().map((child) => ('choice' in child ? child : unmissedBelow(child))),
})
