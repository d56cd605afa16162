import type { Concept, ReferenceDataSet } from '../../../../world/tables/concept.js'
import { CS, SD } from '../systems.js'
import { coding, type Json, list, referenceData } from './elements.js'

interface Property {
  readonly code: string
  readonly type: 'dateTime' | 'Coding' | 'boolean' | 'integer'
  /** The values a concept has of it. */
  readonly of: (concept: Concept, base: string) => readonly unknown[]
}

const dateTime = (date: string): string => (date.includes('T') ? date : `${date}T00:00:00.000Z`)

const given = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value])

const EFFECTIVE: readonly Property[] = [
  {
    code: 'effectiveFrom',
    type: 'dateTime',
    of: ({ effectiveFrom }) => (effectiveFrom === undefined ? [] : [dateTime(effectiveFrom)]),
  },
  {
    code: 'effectiveTo',
    type: 'dateTime',
    of: ({ effectiveTo }) => (effectiveTo === undefined ? [] : [dateTime(effectiveTo)]),
  },
]

const integer = (code: 'deferToProviderContactDays' | 'triageContactDays'): Property => ({
  code,
  type: 'integer',
  of: (concept) => given(concept[code]),
})

const boolean = (
  code: 'willCancelWholeRequest' | 'commentIsMandatory' | 'canCancelAppointment',
): Property => ({ code, type: 'boolean', of: (concept) => given(concept[code]) })

const type = (code: string, system: string): Property => ({
  code,
  type: 'Coding',
  of: (concept) => (concept.type === undefined ? [] : [coding(CS(system), concept.type)]),
})

const usage = (code: string, system: string): Property => ({
  code,
  type: 'Coding',
  of: (concept) => (concept.usage === undefined ? [] : [coding(CS(system), concept.usage)]),
})

const BUSINESS_FUNCTIONS: Property = {
  code: 'businessFunction',
  type: 'Coding',
  of: (concept) =>
    (concept.businessFunctions ?? []).map((name) => coding(CS('eRS-BusinessFunction-1'), name)),
}

interface SetDefinition {
  readonly name: string
  readonly description: string
  readonly properties: readonly Property[]
}

/** The sets and the properties of their concepts (ers-fhir 9). One description is as published. */
const SETS: Readonly<Record<ReferenceDataSet, SetDefinition>> = {
  SPECIALTY: { name: 'e-RS Specialty', description: 'e-RS Specialty', properties: EFFECTIVE },
  'CLINIC-TYPE': {
    name: 'e-RS Clinic Type',
    description: 'e-RS Clinic Type',
    properties: [
      ...EFFECTIVE,
      {
        code: 'specialty',
        type: 'Coding',
        of: (concept, base) =>
          concept.specialty === undefined
            ? []
            : [coding(referenceData(base, 'SPECIALTY'), concept.specialty)],
      },
    ],
  },
  PRIORITY: {
    name: 'e-RS Priority',
    description: 'e-RS Priority',
    properties: [...EFFECTIVE, integer('deferToProviderContactDays'), integer('triageContactDays')],
  },
  'APPOINTMENT-CANCELLATION-REASON': {
    name: 'e-RS Appointment Cancellation Reason',
    description: 'e-RS Appointment Cancellation Reason',
    properties: [
      ...EFFECTIVE,
      type(
        'appointmentBookingCancellationReasonType',
        'eRS-AppointmentBookingCancellationReasonType-1',
      ),
      boolean('willCancelWholeRequest'),
      boolean('commentIsMandatory'),
      BUSINESS_FUNCTIONS,
      usage('usage', 'eRS-AppointmentCancellationReasonUsage-1'),
    ],
  },
  'REFERRAL-CANCELLATION-REASON': {
    name: 'e-RS ReferralRequest Cancellation Reason',
    description: 'e-RS ReferralRequest Cancellation Reason',
    properties: [
      ...EFFECTIVE,
      type(
        'appointmentRequestCancellationReasonType',
        'eRS-AppointmentRequestCancellationReasonType-1',
      ),
      boolean('commentIsMandatory'),
      boolean('canCancelAppointment'),
      BUSINESS_FUNCTIONS,
      usage('referrerUsage', 'eRS-ReferralRequestCancellationReasonUsage-1'),
    ],
  },
  'APPOINTMENT-NON-ATTENDANCE-REASON': {
    name: 'e-RS Appointment Non-attendance Reason',
    description: 'e-RS Priority',
    properties: EFFECTIVE,
  },
}

const VALUE_NAMES: Readonly<Record<Property['type'], string>> = {
  dateTime: 'valueDateTime',
  Coding: 'valueCoding',
  boolean: 'valueBoolean',
  integer: 'valueInteger',
}

/** Specialties say their dates a second time, as extensions. */
const dateExtensions = ({ effectiveFrom, effectiveTo }: Concept): Json[] =>
  list(
    effectiveFrom !== undefined && {
      url: SD('Extension-eRS-EffectivefromDate-1'),
      valueDate: effectiveFrom.slice(0, 10),
    },
    effectiveTo !== undefined && {
      url: SD('Extension-eRS-EffectivetoDate-1'),
      valueDate: effectiveTo.slice(0, 10),
    },
  )

const representConcept = (
  base: string,
  concept: Concept,
  properties: readonly Property[],
): Json => ({
  ...(concept.set === 'SPECIALTY' ? { extension: dateExtensions(concept) } : {}),
  code: concept.code,
  display: concept.display,
  property: properties.flatMap((property) =>
    property
      .of(concept, base)
      .map((value) => ({ code: property.code, [VALUE_NAMES[property.type]]: value })),
  ),
})

/** A set of reference data as a CodeSystem (ers-fhir 7.4). `now` as FHIR writes it. */
export function representCodeSystem(
  base: string,
  set: ReferenceDataSet,
  concepts: readonly Concept[],
  now: string,
): Json {
  const { name, description, properties } = SETS[set]
  const profile =
    set === 'SPECIALTY'
      ? SD('eRS-Specialty-CodeSystem-1')
      : 'http://hl7.org/fhir/StructureDefinition/shareablecodesystem'
  return {
    id: set,
    meta: { profile: [profile] },
    resourceType: 'CodeSystem',
    url: referenceData(base, set),
    version: '1',
    name,
    status: 'active',
    experimental: false,
    date: now,
    publisher: 'e-Referral Service',
    description,
    copyright: 'Copyright (c) 2016 HL7 UK',
    caseSensitive: true,
    content: 'complete',
    property: properties.map(({ code, type: kind }) => ({
      code,
      uri: `${CS('eRS-Concept-Properties-1')}#${code}`,
      type: kind,
    })),
    concept: concepts.map((concept) => representConcept(base, concept, properties)),
  }
}
