import { nearest, suggestion } from './problems.js'
import type { Plain } from './source.js'

/** What is known of a name before the scenario plays: its members, or that it may have any. */
type Known = 'ANY' | { readonly [member: string]: Known }

/** Kinds of things that steps save and others need. */
export type Kind = 'referral' | 'advice' | 'card' | 'trouble' | 'system' | 'value'

const knownOf = (value: Plain): Known =>
  typeof value === 'string'
    ? {}
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, knownOf(item)]))

interface Name {
  readonly kind: Kind
  readonly known: Known
}

/** The names that a step may use: variables, and what steps before it saved. */
export class Scope {
  readonly #names = new Map<string, Name>()

  /** A variable with its value. */
  define(name: string, value: Plain): void {
    this.#names.set(name, { kind: 'value', known: knownOf(value) })
  }

  /** A variable whose value is known later, as in a loop. */
  expect(name: string): void {
    this.#names.set(name, { kind: 'value', known: 'ANY' })
  }

  /** What a step saves. */
  save(name: string, kind: Kind, members: readonly string[]): void {
    const known = Object.fromEntries(members.map((member) => [member, {}]))
    this.#names.set(name, { kind, known })
  }

  /** True if something of the kind is saved under the name. */
  holds(name: string, kind: Kind): boolean {
    return this.#names.get(name)?.kind === kind
  }

  named(kind: Kind): string[] {
    return [...this.#names].filter(([, one]) => one.kind === kind).map(([name]) => name)
  }

  /** What is wrong with a reference; undefined if it leads somewhere, as far as is known. */
  complaint(path: string): string | undefined {
    const [name = '', ...members] = path.split('.')
    let known: Known | undefined = this.#names.get(name)?.known
    if (known === undefined) return `there is no variable '${name}' here; ${this.#suggest(name)}`
    let trail = name
    for (const member of members) {
      if (known === 'ANY') return undefined
      const next: Known | undefined = Object.hasOwn(known, member) ? known[member] : undefined
      if (next === undefined)
        return `'${trail}' has no '${member}'; ${suggestion(member, Object.keys(known))}`
      known = next
      trail = `${trail}.${member}`
    }
    return undefined
  }

  #suggest(name: string): string {
    const names = [...this.#names.keys()]
    const near = nearest(name, names)
    if (near !== undefined) return `did you mean '${near}'?`
    return names.length === 0 ? 'none is defined' : `defined are ${names.join(', ')}`
  }
}
