import type { Extensible, Filter, Substrings } from './filter.js'

const SIGNS = { equal: '=', atLeast: '>=', atMost: '<=', approx: '~=' } as const

const SPECIAL = /[*()\\\0]/g

const escaped = (value: string): string =>
  value.replace(SPECIAL, (letter) => `\\${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)

const substringsText = ({ attribute, initial = '', any, final = '' }: Substrings): string =>
  `(${attribute}=${[initial, ...any, final].map(escaped).join('*')})`

const extensibleText = ({ attribute = '', dnAttributes, rule, value }: Extensible): string =>
  `(${attribute}${dnAttributes ? ':dn' : ''}${rule ? `:${rule}` : ''}:=${escaped(value)})`

/** A filter as people write it (RFC 4515). */
export function filterText(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
      return `(&${filter.of.map(filterText).join('')})`
    case 'or':
      return `(|${filter.of.map(filterText).join('')})`
    case 'not':
      return `(!${filterText(filter.of)})`
    case 'present':
      return `(${filter.attribute}=*)`
    case 'substrings':
      return substringsText(filter)
    case 'extensible':
      return extensibleText(filter)
    default:
      return `(${filter.attribute}${SIGNS[filter.kind]}${escaped(filter.value)})`
  }
}
