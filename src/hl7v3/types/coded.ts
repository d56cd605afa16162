import { attributeOf, childOf, childrenOf, type XmlElement } from '../xml/element.js'
import { attribute, attributes, element, leaf, Xml } from '../xml/template.js'
import { textOf } from './simple.js'

/** A code of a list (CV, CD); a code alone is a CS. */
export interface Coded {
  readonly code: string
  readonly codeSystem?: string
  readonly displayName?: string
  /** What was meant, in words, where the code does not say it. */
  readonly originalText?: string
  /** Codes that say more of it, such as how grave an error is. */
  readonly qualifiers?: readonly string[]
}

const qualifier = (code: string): Xml => new Xml(`<qualifier${attribute('code', code)}/>`)

export function writeCoded(name: string, coded: Coded): Xml {
  const { code, codeSystem, displayName, originalText, qualifiers = [] } = coded
  return element(name, attributes({ code, codeSystem, displayName }), [
    originalText === undefined ? undefined : leaf('originalText', originalText),
    ...qualifiers.map(qualifier),
  ])
}

/** A qualifier says its code in its own attribute, or in that of a value (pds 12.17). */
const readQualifier = (element: XmlElement): string | undefined =>
  attributeOf(element, 'code') ?? attributeOf(childrenOf(element, 'value')[0], 'code')

/** Reads a code; undefined where there is none. */
export function readCoded(element: XmlElement | undefined): Coded | undefined {
  const code = attributeOf(element, 'code')
  if (code === undefined) return undefined
  const codeSystem = attributeOf(element, 'codeSystem')
  const displayName = attributeOf(element, 'displayName')
  const originalText = textOf(childOf(element, 'originalText'))
  const qualifiers = childrenOf(element, 'qualifier').flatMap((one) => readQualifier(one) ?? [])
  return {
    code,
    ...(codeSystem !== undefined && { codeSystem }),
    ...(displayName !== undefined && { displayName }),
    ...(originalText !== undefined && { originalText }),
    ...(qualifiers.length > 0 && { qualifiers }),
  }
}

/** The code of an element; undefined where it is absent or empty. */
export const codeOf = (element: XmlElement | undefined): string | undefined =>
  attributeOf(element, 'code')?.trim() || undefined
