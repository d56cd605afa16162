import { attributeOf, type XmlElement } from '../xml/element.js'
import { attribute, Xml } from '../xml/template.js'

/** An element that is nothing but its value: INT, BL, TS. */
export const writeValue = (name: string, value: string | number | boolean): Xml =>
  new Xml(`<${name}${attribute('value', String(value))}/>`)

/** The value of an element; undefined where it is absent or empty. */
export const readValue = (element: XmlElement | undefined): string | undefined =>
  attributeOf(element, 'value')?.trim() || undefined

/** Reads an INT of up to nine digits. */
export function readInt(element: XmlElement | undefined): number | undefined {
  const value = readValue(element)
  return value !== undefined && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined
}

/** Reads a BL. */
export function readBoolean(element: XmlElement | undefined): boolean | undefined {
  const value = readValue(element)
  return value === 'true' || value === 'false' ? value === 'true' : undefined
}

/** A quantity with its unit (PQ). */
export interface Quantity {
  readonly value: number
  readonly unit: string
}

export const writeQuantity = (name: string, { value, unit }: Quantity): Xml =>
  new Xml(`<${name}${attribute('value', value)}${attribute('unit', unit)}/>`)

export function readQuantity(element: XmlElement | undefined): Quantity | undefined {
  const value = readValue(element)
  if (value === undefined || !/^-?\d{1,9}(\.\d{1,9})?$/.test(value)) return undefined
  return { value: Number(value), unit: attributeOf(element, 'unit') ?? '' }
}

/** The text of an element without the white space around it; undefined where there is none. */
export const textOf = (element: XmlElement | undefined): string | undefined =>
  element?.text.trim() || undefined
