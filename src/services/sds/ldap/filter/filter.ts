/** A filter as a search carries it (RFC 4511 4.5.1.7). */
export type Filter =
  | { readonly kind: 'and'; readonly of: readonly Filter[] }
  | { readonly kind: 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'present'; readonly attribute: string }
  | Comparison
  | Substrings
  | Extensible

/** `=`, `>=`, `<=` and `~=`. */
export interface Comparison {
  readonly kind: 'equal' | 'atLeast' | 'atMost' | 'approx'
  readonly attribute: string
  readonly value: string
}

/** `a*b*c`: what it begins with, what comes in between, what it ends with. */
export interface Substrings {
  readonly kind: 'substrings'
  readonly attribute: string
  readonly initial?: string
  readonly any: readonly string[]
  readonly final?: string
}

/** `attribute:dn:rule:=value` */
export interface Extensible {
  readonly kind: 'extensible'
  readonly rule?: string
  readonly attribute?: string
  readonly value: string
  /** Whether the steps of the entry's name count too. */
  readonly dnAttributes: boolean
}
