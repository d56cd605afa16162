import type { Referral } from '../../../hl7v3/ebooking/payloads/referral.js'
import { readIi } from '../../../hl7v3/types/ii.js'
import { readTs } from '../../../hl7v3/types/time.js'
import { attributeOf, childOf, type XmlElement } from '../../../hl7v3/xml/element.js'

const textIn = (element: XmlElement | undefined): string => element?.text.trim() ?? ''

/** What a statement is about: the words of its code. */
function titleOf(statement: XmlElement): string {
  const code = childOf(statement, 'code')
  const words = textIn(childOf(code, 'originalText'))
  return words || (attributeOf(code, 'displayName') ?? attributeOf(code, 'code') ?? '')
}

/** Elements that measure something. */
const MEASURES: readonly string[] = ['value', 'quantity', 'doseQuantity', 'maxDoseQuantity']

/** What an element says itself: its words, or what was measured. */
const ownWords = (element: XmlElement): string =>
  [
    ...(MEASURES.includes(element.name)
      ? ['value', 'unit', 'displayName'].map((name) => attributeOf(element, name))
      : []),
    textIn(element),
  ]
    .filter(Boolean)
    .join(' ')

/** What is said below a statement, but for its code and for statements of their own. */
const wordsBelow = (statement: XmlElement): string[] =>
  statement.children
    .filter(({ name }) => name !== 'code' && name !== 'component')
    .flatMap((child) => [ownWords(child), ...wordsBelow(child)])

/** The day that a statement is of. */
function dayOf(statement: XmlElement): string {
  const ts = readTs(childOf(statement, 'availabilityTime')) ?? ''
  return ts.length < 8 ? '' : `${ts.slice(6, 8)}/${ts.slice(4, 6)}/${ts.slice(0, 4)}`
}

/** A statement in a line of its own, and what stands below it. */
function linesOf(statement: XmlElement, depth: number): string[] {
  const said = [titleOf(statement), ...wordsBelow(statement)]
  const line = [dayOf(statement), ...new Set(said)].filter(Boolean).join(' ')
  const below = statement.children
    .filter(({ name }) => name === 'component')
    .flatMap(({ children }) => children.slice(0, 1))
    .flatMap((one) => linesOf(one, line === '' ? depth : depth + 1))
  return line === '' ? below : [`${'  '.repeat(depth)}${line}`, ...below]
}

const idOf = (statement: XmlElement): string => readIi(childOf(statement, 'id'))?.root ?? ''

/** The clinical information of a message as text for people: headings, statements, what is asked for. */
export function clinicalText({ statements, headings, requestedActions }: Referral): string {
  const under = headings.map(({ code, statements: ids }) => {
    const roots = ids.map(({ root }) => root)
    return [
      `Heading ${code}`,
      ...statements.filter((one) => roots.includes(idOf(one))).flatMap((one) => linesOf(one, 1)),
    ]
  })
  const named = new Set(headings.flatMap(({ statements: ids }) => ids.map(({ root }) => root)))
  const others = statements.filter((one) => !named.has(idOf(one))).flatMap((one) => linesOf(one, 0))
  const asked = requestedActions.map(({ code, text }) =>
    ['Requested', code, text].filter(Boolean).join(' '),
  )
  return `${[...under.flat(), ...others, ...asked].join('\n')}\n`
}
