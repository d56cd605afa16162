import { formatDn } from '../dn.js'
import type { Done, FoundEntry } from '../message/reply.js'
import { RESULT } from '../message/result.js'
import { printable } from './printable.js'

/** Letters of an answer that are kept; what comes after them is counted. */
const MOST = 64 * 1024

const entryText = ({ dn, attributes }: FoundEntry): string =>
  [
    `dn: ${printable(formatDn(dn))}`,
    ...attributes.flatMap(([name, values]) =>
      values.length === 0 ? [`${name}:`] : values.map((value) => `${name}: ${printable(value)}`),
    ),
    '\n',
  ].join('\n')

/** Writes down an answer while it is given, as LDIF would have it. */
export class ReadableAnswer {
  #text = ''
  #entries = 0
  #left = 0

  add(entry: FoundEntry): void {
    this.#entries++
    if (this.#text.length < MOST) this.#text += entryText(entry)
    else this.#left++
  }

  /** All of it, with how it ended. */
  end({ result, value }: Done): string {
    return [
      this.#text,
      this.#left > 0 ? `# and ${this.#left} more\n` : '',
      `result: ${RESULT[result.name]} ${result.name}\n`,
      this.#entries > 0 ? `entries: ${this.#entries}\n` : '',
      result.matched ? `matchedDN: ${printable(formatDn(result.matched))}\n` : '',
      result.message ? `message: ${printable(result.message)}\n` : '',
      value === undefined ? '' : `value: ${printable(value)}\n`,
    ].join('')
  }
}
