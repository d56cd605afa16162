import { given } from '../../../../world/given.js'
import type {
  Communication,
  ContactPreference,
  Patient,
  PatientDeath,
} from '../../../../world/tables/patient.js'
import {
  CONFIDENTIAL,
  CONTACT_METHOD,
  DEATH_STATUS,
  languageName,
  REMOVAL_REASON,
  WRITTEN_FORMAT,
} from './codes.js'
import { ODS_SYSTEM, UK_CODES, UK_CORE } from './parts.js'
import type { Presentation } from './presentation.js'

type Extension = { readonly url: string } & Readonly<Record<string, unknown>>

const concept = (system: string, code: string, display?: string, version?: string) => ({
  coding: [given({ system, version, code, display })],
})

/** PDS writes times in UTC as `+00:00`. */
export const startOfDay = (date: string): string => `${date}T00:00:00+00:00`

const organisation = (name: string, odsCode: string | undefined): Extension[] =>
  odsCode === undefined
    ? []
    : [
        {
          url: UK_CORE + name,
          valueReference: { identifier: { system: ODS_SYSTEM, value: odsCode } },
        },
      ]

/** The death notification: the only extension that search answers have too (pds 4.6). */
export const deathNotification = (death: PatientDeath | undefined): Extension[] =>
  death?.status === undefined
    ? []
    : [
        {
          url: `${UK_CORE}DeathNotificationStatus`,
          extension: [
            {
              url: 'deathNotificationStatus',
              valueCodeableConcept: concept(
                `${UK_CODES}DeathNotificationStatus`,
                death.status,
                DEATH_STATUS[death.status],
                '1.0.0',
              ),
            },
            {
              url: 'systemEffectiveDate',
              valueDateTime: death.recorded ?? startOfDay(death.date),
            },
          ],
        },
      ]

/** A language, for patients and for people related to them. */
export function communication(spoken: Communication | undefined): Extension[] {
  if (!spoken) return []
  const { language, interpreter } = spoken
  return [
    {
      url: `${UK_CORE}NHSCommunication`,
      extension: [
        {
          url: 'language',
          valueCodeableConcept: concept(
            `${UK_CODES}HumanLanguage`,
            language,
            languageName(language),
            '1.0.0',
          ),
        },
        ...(interpreter === undefined
          ? []
          : [{ url: 'interpreterRequired', valueBoolean: interpreter }]),
      ],
    },
  ]
}

const preferred = (
  name: string,
  code: string | undefined,
  names: Readonly<Record<string, string>>,
) =>
  code === undefined
    ? []
    : [{ url: name, valueCodeableConcept: concept(UK_CODES + name, code, names[code]) }]

/** How somebody prefers to be contacted. */
export function contactPreference(wish: ContactPreference | undefined): Extension[] {
  if (!wish) return []
  return [
    {
      url: `${UK_CORE}ContactPreference`,
      extension: [
        ...preferred('PreferredWrittenCommunicationFormat', wish.format, WRITTEN_FORMAT),
        ...preferred('PreferredContactMethod', wish.method, CONTACT_METHOD),
        ...(wish.times === undefined
          ? []
          : [{ url: 'PreferredContactTimes', valueString: wish.times }]),
      ],
    },
  ]
}

const birthPlace = ({ birthPlace: place }: Patient): Extension[] =>
  place
    ? [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueAddress: place }]
    : []

/** The reason as it may be shown: a confidential one becomes "Other Reason" (pds 3.8). */
function shownReason(reason: string, { confidentialRemoval }: Presentation): string {
  if (!Object.hasOwn(REMOVAL_REASON, reason)) return 'ORR'
  return CONFIDENTIAL.includes(reason) && !confidentialRemoval ? 'ORR' : reason
}

function removal({ removal: left }: Patient, shown: Presentation): Extension[] {
  if (!left) return []
  const reason = shownReason(left.reason, shown)
  const { start, end } = left.period
  return [
    {
      url: 'https://fhir.nhs.uk/StructureDefinition/Extension-PDS-RemovalFromRegistration',
      extension: [
        {
          url: 'removalFromRegistrationCode',
          valueCodeableConcept: concept(
            'https://fhir.nhs.uk/CodeSystem/PDS-RemovalReasonExitCode',
            reason,
            REMOVAL_REASON[reason],
          ),
        },
        {
          url: 'effectiveTime',
          valuePeriod: given({
            start: start && startOfDay(start),
            end: end && startOfDay(end),
          }),
        },
      ],
    },
  ]
}

const CONSENT: Readonly<Record<string, string>> = { 1: 'consent', 2: 'dissent' }

const coded = (code: string, display: string) => ({ coding: [{ code, display }] })

/** Whether the record may be shared, for entitled applications (pds 3.8). */
function sharingConsent({ sharingConsent: value }: Patient, shown: Presentation): Extension[] {
  const display = value === undefined ? undefined : CONSENT[value]
  if (!shown.sharingConsent || value === undefined || !display) return []
  return [
    {
      url: 'https://hl7.org/fhir/R4/consent.html',
      extension: [
        { url: 'consentType', valueCodeableConcept: coded('4', 'ncrs') },
        { url: 'consentValue', valueCodeableConcept: coded(value, display) },
      ],
    },
  ]
}

/** The ethnic category, for entitled applications (pds 3.8). */
const ethnicity = ({ ethnicCategory: code }: Patient, shown: Presentation): Extension[] =>
  code === undefined || !shown.ethnicity
    ? []
    : [
        {
          url: `${UK_CORE}EthnicCategory`,
          valueCodeableConcept: concept(`${UK_CODES}EthnicCategoryEngland`, code),
        },
      ]

/** All extensions of a record, in the order that official update requests count on (pds 10.3). */
export function extensionsOf(patient: Patient, shown: Presentation): Extension[] {
  const { pharmacies = {} } = patient
  return [
    ...organisation('NominatedPharmacy', pharmacies.nominated),
    ...organisation('PreferredDispenserOrganization', pharmacies.dispensingDoctor),
    ...organisation('MedicalApplianceSupplier', pharmacies.applianceSupplier),
    ...deathNotification(patient.death),
    ...communication(patient.communication),
    ...contactPreference(patient.contactPreference),
    ...birthPlace(patient),
    ...removal(patient, shown),
    ...sharingConsent(patient, shown),
    ...ethnicity(patient, shown),
  ]
}
