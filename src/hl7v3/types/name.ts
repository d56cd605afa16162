import { given } from '../../world/given.js'
import { attributeOf, childOf, childrenOf, type XmlElement } from '../xml/element.js'
import { escapeXml } from '../xml/escape.js'
import { attributes, element, leaf, Xml } from '../xml/template.js'
import { type Ii, readIi, writeIi } from './ii.js'
import { type Interval, readInterval, writeInterval } from './interval.js'
import { textOf } from './simple.js'
import { type UpdateMode, updateModeOf } from './update-mode.js'

/** The name of a person (PN). */
export interface PersonName {
  /** `L` usual, `A` alias, `PREVIOUS-MAIDEN` and so on (pds 12.6). */
  readonly use?: string
  readonly prefix?: readonly string[]
  readonly given?: readonly string[]
  readonly family?: readonly string[]
  readonly suffix?: readonly string[]
  /** The name where it is not taken apart: then it has no parts. */
  readonly text?: string
  readonly validTime?: Interval
  readonly id?: Ii
  readonly updateMode?: UpdateMode
}

const PARTS = ['prefix', 'given', 'family', 'suffix'] as const

/** Writes a name; the parts in the order in which they are spoken. */
export const writeName = (name: string, of: PersonName): Xml =>
  of.text === undefined
    ? element(name, attributes({ use: of.use, updateMode: of.updateMode }), [
        ...PARTS.flatMap((kind) => (of[kind] ?? []).map((text) => leaf(kind, text))),
        writeInterval('validTime', of.validTime),
        of.id && writeIi('id', of.id),
      ])
    : new Xml(
        `<${name}${attributes({ use: of.use, updateMode: of.updateMode })}>${escapeXml(of.text)}</${name}>`,
      )

/** Reads a name; undefined where there is no element. */
export function readName(from: XmlElement | undefined): PersonName | undefined {
  if (!from) return undefined
  const parts = PARTS.map((kind) => {
    const texts = childrenOf(from, kind).flatMap((one) => textOf(one) ?? [])
    return [kind, texts.length > 0 ? texts : undefined] as const
  })
  return given({
    use: attributeOf(from, 'use'),
    ...Object.fromEntries(parts),
    text: textOf(from),
    validTime: readInterval(childOf(from, 'validTime')),
    id: readIi(childOf(from, 'id')),
    updateMode: updateModeOf(from),
  }) as PersonName
}
