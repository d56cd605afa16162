import { codeOf, writeCoded } from '../../types/coded.js'
import type { XmlElement } from '../../xml/element.js'
import type { Xml } from '../../xml/template.js'

/** A list of codes that a message may hold in a place (ers-hl7v3-mim 10). */
export interface Vocabulary<Code extends string = string> {
  readonly name: string
  /** Absent where codes stand without a code system (CS). */
  readonly oid?: string
  readonly codes: readonly Code[]
}

export const vocabulary = <const Code extends string>(
  name: string,
  codes: readonly Code[],
  oid?: string,
): Vocabulary<Code> => ({ name, codes, ...(oid !== undefined && { oid }) })

/** A code of the list; undefined for any other text. */
export const codeIn = <Code extends string>(
  { codes }: Vocabulary<Code>,
  text: string | undefined,
): Code | undefined => codes.find((code) => code === text)

/** Writes a code with the code system of its list, if it has one. */
export const writeCode = <Code extends string>(
  name: string,
  { oid }: Vocabulary<Code> | OpenVocabulary,
  code: Code,
): Xml => writeCoded(name, { code, ...(oid !== undefined && { codeSystem: oid }) })

/** Reads a code of the list; undefined where there is none, or one the list does not have. */
export const readCode = <Code extends string>(
  element: XmlElement | undefined,
  list: Vocabulary<Code>,
): Code | undefined => codeIn(list, codeOf(element))

/** A list whose codes are not all published: what a code of it looks like. */
export interface OpenVocabulary {
  readonly name: string
  readonly oid?: string
  readonly pattern: RegExp
}

export const openVocabulary = (name: string, pattern: RegExp, oid?: string): OpenVocabulary => ({
  name,
  pattern,
  ...(oid !== undefined && { oid }),
})
