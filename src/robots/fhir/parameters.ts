import { CS, SD } from './systems.js'

/** One parameter of an operation: its name and its value under the member of its type. */
export type Parameter = { readonly name: string } & Readonly<Record<string, unknown>>

/** The body of an operation. */
export const parameters = (profile: string, ...parameter: readonly Parameter[]) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD(profile)] },
  parameter,
})

/** A code of one of the published code systems. */
export const coded = (name: string, system: string, code: string): Parameter => ({
  name,
  valueCoding: { system: CS(system), code },
})

export const identified = (name: string, system: string, value: string): Parameter => ({
  name,
  valueIdentifier: { system, value },
})

export const worded = (name: string, valueString: string): Parameter => ({ name, valueString })

/** The parameters that are there. */
export const present = (...all: readonly (Parameter | undefined)[]): Parameter[] =>
  all.filter((one) => one !== undefined)
