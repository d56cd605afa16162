import type { ErsCode, Refusal } from '../../domain/outcome.js'

/** Where in a body the reading is, and what was wrong so far. */
export class Place {
  readonly path: string
  /** The field as messages name it. */
  readonly name: string
  readonly refusals: Refusal[]

  constructor(path = '', name = '', refusals: Refusal[] = []) {
    this.path = path
    this.name = name
    this.refusals = refusals
  }

  /** A place below this one; `name` if people know it by another word than the path's. */
  child(segment: string, name: string = segment): Place {
    return new Place(this.path ? `${this.path}/${segment}` : segment, name, this.refusals)
  }

  refuse(code: ErsCode, diagnostics: string): undefined {
    this.refusals.push({ code, diagnostics })
    return undefined
  }

  missing(): undefined {
    return this.refuse('MISSING_VALUE', `'${this.name}' is missing.`)
  }

  invalid(value: unknown): undefined {
    return this.refuse('INVALID_VALUE', `'${this.path}' (${shown(value)}) is invalid.`)
  }

  structure(expected: string): undefined {
    return this.refuse('INVALID_FHIR_STRUCTURE', `'${this.path}' must be ${expected}.`)
  }

  code(value: unknown): undefined {
    return this.refuse('INVALID_CODE', `'${this.path}' (${shown(value)}) is not a known code.`)
  }

  unexpected(what: string): undefined {
    return this.refuse('UNEXPECTED_FIELD', `'${this.path}' ${what}`)
  }
}

/** A value as a message shows it: short, on one line. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (text ?? '').replace(/\s+/g, ' ').slice(0, 100)
}

/** Reads a value at a place: the value, or undefined after noting what is wrong. */
export type Reader<Value> = (value: unknown, place: Place) => Value | undefined
