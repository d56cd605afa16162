import { writeAddress } from '../../../../hl7v3/types/address.js'
import { writeName } from '../../../../hl7v3/types/name.js'
import { writeTelecom } from '../../../../hl7v3/types/telecom.js'
import { Xml, xml } from '../../../../hl7v3/xml/template.js'
import {
  type Item,
  type Patient,
  type PatientAddress,
  type PatientContact,
  type PatientName,
  type PatientTelecom,
  searchable,
} from '../../../../world/tables/patient.js'
import { addressOf, contactOf, type Extent, nameOf, telecomOf } from './items.js'
import { systemDates } from './system-dates.js'

/** The elements around an address, a telecom and a name; each release has a number of its own (pds 12.7). */
export type PartNumber = 'UK02' | 'UK03'

/** Which items an answer tells, and how much of each. */
export interface PartForm {
  readonly number: PartNumber
  readonly extent: Extent
  readonly history: boolean
}

const formerDates = (item: Partial<Item>): Xml | undefined =>
  item.state === 'former' ? systemDates('subjectOf2', item.replaced ?? '') : undefined

const part = (kind: string, { number }: PartForm, content: Xml, item: Partial<Item>): Xml => {
  const tag = new Xml(`COCT_MT0002${kind}${number}.PartOfWhole`)
  return xml`
    <${tag} classCode="PART">
      ${content}
      ${formerDates(item)}
    </${tag}>`
}

export const addressPart = (form: PartForm, one: Omit<PatientAddress, 'id'> & Partial<Item>): Xml =>
  part('01', form, writeAddress('addr', addressOf(one, form.extent)), one)

export const telecomPart = (form: PartForm, one: Omit<PatientTelecom, 'id'> & Partial<Item>): Xml =>
  part('02', form, writeTelecom('telecom', telecomOf(one, form.extent)), one)

const contactParts = (form: PartForm, one: PatientContact): Xml[] =>
  contactOf(one, form.extent).map((point) => part('02', form, writeTelecom('telecom', point), one))

export const namePart = (form: PartForm, one: Omit<PatientName, 'id'> & Partial<Item>): Xml =>
  part(
    '03',
    form,
    xml`
      <partPerson classCode="PSN" determinerCode="INSTANCE">
        ${writeName('name', nameOf(one, form.extent))}
      </partPerson>`,
    one,
  )

/** The parts of a patient, by kind: releases put them in different orders. */
export const partsOf = (patient: Patient, form: PartForm) => ({
  addresses: searchable(patient.addresses, form.history).map((one) => addressPart(form, one)),
  telecoms: [
    ...searchable(patient.telecom, form.history).map((one) => telecomPart(form, one)),
    ...searchable(patient.contacts, form.history).flatMap((one) => contactParts(form, one)),
  ],
  names: searchable(patient.names, form.history).map((one) => namePart(form, one)),
})
