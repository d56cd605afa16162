import { referenceDataTail } from '../systems.js'

/** A resource or part of one, ready to be written as JSON. */
export type Json = { readonly [name: string]: unknown }

export const coding = (system: string, code: string, display?: string): Json =>
  display === undefined ? { system, code } : { system, code, display }

export const concept = (system: string, code: string, display?: string): Json => ({
  coding: [coding(system, code, display)],
})

export const identifier = (system: string, value: string): Json => ({ system, value })

export const byIdentifier = (system: string, value: string, display?: string): Json => ({
  identifier: identifier(system, value),
  ...(display === undefined ? {} : { display }),
})

/** System of a reference data set as this service base writes it. */
export const referenceData = (base: string, set: string): string => base + referenceDataTail(set)

/** A list of parts, without those that are not there. */
export const list = (...parts: (Json | undefined | false)[]): Json[] =>
  parts.filter((part): part is Json => !!part)
