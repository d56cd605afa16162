import { z } from 'zod'
import { type HealthcareService, healthcareServices } from '../../tables/healthcare-service.js'
import { anyKind, type Reference, referencesTo, referenceTo } from '../kind.js'
import {
  additionalRequirement,
  asid,
  clinicalTerm,
  code,
  count,
  date,
  maybe,
  odsCode,
  priority,
  serviceId,
  some,
  userId,
  words,
} from '../values.js'

const waitingTime = z.union([count, z.enum(['LIMITED_AVAILABILITY', 'NOT_APPLICABLE'])], {
  error: "a number of days, 'LIMITED_AVAILABILITY' or 'NOT_APPLICABLE'",
})

const contact = z.strictObject({
  purpose: z.enum(['PATIENT', 'HEALTHCARE_PROFESSIONALS']),
  system: z.enum(['phone', 'email']),
  value: words,
})

const schema: z.ZodType<HealthcareService> = z.strictObject({
  id: serviceId,
  version: count.default(1),
  name: words,
  providerOrganisation: odsCode,
  site: odsCode,
  location: z.strictObject({ odsCode, name: words }),
  specialty: code,
  clinicTypes: z.array(code).default([]),
  bookable: z.enum(['DIRECTLY_BOOKABLE', 'INDIRECTLY_BOOKABLE', 'UNSPECIFIED']),
  flows: z.array(z.enum(['APPOINTMENT_REQUEST', 'TRIAGE_REQUEST', 'ADVICE_AND_GUIDANCE_REQUEST'])),
  appointmentType: maybe(
    z.enum([
      'DAY_CASE',
      'FIRST_OUTPATIENT',
      'ASSESSMENT_SERVICE',
      'GPSI',
      'AHP_CLINIC',
      'DIAGNOSTIC',
      'NURSE_CLINIC',
      'OPHTHALMOLOGIST',
      'TELEPHONE_ASSESSMENT',
    ]),
  ),
  letterRequired: z.boolean().default(false),
  priorities: some(priority).default(['ROUTINE', 'URGENT']),
  gendersTreated: z.enum(['MALE', 'FEMALE', 'MALE_AND_FEMALE']).default('MALE_AND_FEMALE'),
  agesTreated: maybe(
    z.strictObject({ from: maybe(count), to: maybe(count), unit: z.enum(['YEARS', 'MONTHS']) }),
  ),
  namedClinicians: z.array(userId).default([]),
  clinicalTerms: z.array(clinicalTerm).default([]),
  commissionedFor: maybe(z.array(odsCode)),
  appointmentWait: waitingTime.default('LIMITED_AVAILABILITY'),
  treatmentWait: maybe(z.union([count, z.literal('LOW')], { error: "a number of days, or 'LOW'" })),
  displayProminently: z.boolean().default(false),
  referrerAlert: maybe(words),
  exclusions: maybe(words),
  suggestedInvestigations: maybe(words),
  conditionsTreated: maybe(words),
  additionalRequirements: z.array(additionalRequirement).default([]),
  hoursOfOperation: maybe(words),
  instructions: maybe(words),
  contacts: z.array(contact).default([]),
  published: z.boolean().default(true),
  effectiveFrom: maybe(date),
  effectiveTo: maybe(date),
  pasAsid: maybe(asid),
  pas: maybe(
    z.strictObject({
      asid,
      release: maybe(z.enum(['3.1.09', '2.3'])),
      pollingDays: maybe(z.number().int().min(1).max(183)),
      pollingInterval: maybe(z.number().int().min(1).max(1440)),
    }),
  ),
})

function references(row: HealthcareService): Reference[] {
  const organisation = (path: Reference['path'], key: string) =>
    referenceTo('organisations.json', path, key)
  return [
    ...organisation(['providerOrganisation'], row.providerOrganisation),
    ...organisation(['site'], row.site),
    ...organisation(['location', 'odsCode'], row.location.odsCode),
    ...referencesTo('organisations.json', ['commissionedFor'], row.commissionedFor),
    ...referenceTo('reference-data/specialties.json', ['specialty'], row.specialty),
    ...referencesTo(
      'reference-data/clinic-types.json',
      ['clinicTypes'],
      row.clinicTypes.map((type) => `${row.specialty}/${type}`),
    ),
    ...referencesTo('practitioners.json', ['namedClinicians'], row.namedClinicians),
    ...(row.pas ? referenceTo('accredited-systems.json', ['pas', 'asid'], row.pas.asid) : []),
  ]
}

export const serviceKind = anyKind<HealthcareService>({
  file: 'services.json',
  name: 'service',
  schema,
  key: (row) => row.id,
  references,
  save: (store, rows) => {
    for (const row of rows) healthcareServices.save(store, row)
  },
})
