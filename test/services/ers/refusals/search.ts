import { organisations } from '../../../../src/world/tables/organisation.js'
import { practitioners } from '../../../../src/world/tables/practitioner.js'
import { request, SECRETARY } from '../../../support/client.js'
import { newReferral, PATIENT, serviceSearch, shortlist } from '../../../support/ers-bodies.js'
import { operationBody } from '../../../support/ers-steps.js'
import { asking } from '../advice/bodies.js'
import type { Advice } from '../advice/sandbox.js'
import type { Spoil } from './spoil.js'

/** What a test asks for: to whom, for whom, by which criteria. */
export interface Asked {
  readonly services?: readonly string[]
  readonly patient?: string
  readonly clinician?: string
  readonly specialty?: string
  readonly clinicType?: string
  readonly more?: readonly object[]
}

const ID = (system: string, value: string) => ({ valueIdentifier: { system, value } })
const organisation = (value: string) => ({
  more: [
    {
      name: 'organisation',
      ...ID('https://directory.spineservices.nhs.uk/STU3/Organization', value),
    },
  ],
})
const clinician = (value: string) => ({
  more: [{ name: 'namedClinician', ...ID('http://fhir.nhs.net/Id/sds-user-id', value) }],
})

interface Variant {
  readonly of: Asked
  /** Whether an admin asks, for a clinician. */
  readonly byAdmin?: true
  readonly prepare?: (sandbox: Advice) => void | Promise<void>
}

const CONSULTANT_ID = '103264994981'

function retire({ world }: Advice): void {
  const { store } = world()
  const person = practitioners.find(store, CONSULTANT_ID)
  if (person) practitioners.save(store, { ...person, active: false })
}

async function leavePractice({ url }: Advice): Promise<void> {
  const left = await request(`${url}/_sandbox/patients/${PATIENT}/actions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'LEAVE_PRACTICE', reason: 'SCT' }),
  })
  if (left.status >= 300) throw new Error(left.text)
}

function closeOrganisation({ world }: Advice): void {
  const { store } = world()
  const site = organisations.find(store, 'RZZ01')
  if (site) organisations.save(store, { ...site, open: false })
}

const admin = (id: string): Variant => ({ of: { clinician: id }, byAdmin: true })

/** What criteria, people and organisations are refused for (ers-fhir 5, set S; 7.10). */
const VARIANTS: Readonly<Record<string, Variant>> = {
  REFERENCE_NOT_FOUND: { of: { patient: '9111231130' } },
  VALUE_IS_REQUIRED: { of: { specialty: '', clinicType: '' } },
  FIELD_NOT_PERMITTED: { of: { more: [{ name: 'distanceLimit', valueUnsignedInt: 10 }] } },
  SNOMED_NOT_FOUND: {
    of: {
      more: [
        { name: 'clinicalTerm', valueCoding: { system: 'http://snomed.info/sct', code: '42' } },
      ],
    },
  },
  REFERENCED_USER_IS_NOT_SPC: { of: clinician('103264992985') },
  REFERENCED_USER_IS_NOT_ACTIVE: { of: clinician(CONSULTANT_ID), prepare: retire },
  ORGANISATION_IS_CLOSED: { of: organisation('RZZ01'), prepare: closeOrganisation },
  ORGANISATION_NOT_APPROPRIATE: { of: organisation('D82106') },
  NO_REG_GP_PRACTICE: { of: {}, prepare: leavePractice },
  REFERENCED_USER_NOT_IN_ORG: admin('555073103100'),
  REFERENCED_USER_IS_NOT_RC: admin(CONSULTANT_ID),
  REFERENCED_USER_IS_NOT_RC_AT_ORG: admin('921600556514'),
}

/** Services of the same kind that are found by other criteria: for triage, for advice. */
const UNLIKE: Readonly<Record<string, string>> = { '11004': '50110', '11014': '60008' }

/** What shortlists are refused for beside (7.11, 7.31). */
const LISTS: Readonly<Record<string, (service: string) => Variant>> = {
  DUPLICATE_SERVICE: (service) => ({ of: { services: [service, service] } }),
  TOO_MANY_ITEMS: () => ({
    of: { services: Array.from({ length: 21 }, (_, at) => String(12_000 + at)) },
  }),
  SHORTLISTED_SERVICE_NOT_IN_RESULTS: (service) => ({
    of: { services: [UNLIKE[service] ?? '50002'] },
  }),
}

type Build = (of: Asked) => object

const vary =
  (build: Build, { of, byAdmin, prepare }: Variant): Spoil =>
  async (call, sandbox) => {
    await prepare?.(sandbox)
    const who = byAdmin ? sandbox.as(SECRETARY) : call.who
    return { ...call, who, body: build(of) }
  }

const searchSpoils = (build: Build): Record<string, Spoil> =>
  Object.fromEntries(
    Object.entries(VARIANTS).map(([code, variant]) => [code, vary(build, variant)]),
  )

const listSpoils = (build: Build, service: string): Record<string, Spoil> =>
  Object.fromEntries(
    Object.entries(LISTS).map(([code, variant]) => [code, vary(build, variant(service))]),
  )

const search: Build = ({ patient = PATIENT, clinician: named, ...of }) => {
  const whole = serviceSearch(of)
  const others = whole.parameter.filter(({ name }) => name !== 'patient')
  const people = [
    { name: 'patient', ...ID('http://fhir.nhs.net/Id/nhs-number', patient) },
    ...(named
      ? [{ name: 'referringClinician', ...ID('http://fhir.nhs.net/Id/sds-user-id', named) }]
      : []),
  ]
  return { ...whole, parameter: [...others, ...people] }
}

const forTriage: Build = (of) => ({
  ...newReferral({ services: ['11004'], letter: 'NEED_TO_ADD_LATER', ...of }),
  meta: {
    profile: [
      'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-CreateReferralAndSendForTriage-Parameters-1',
    ],
  },
})

const change =
  (profile: string, service: string): Build =>
  ({ services = [service], ...of }) =>
    operationBody(
      profile,
      ['shortlist', 'resource', shortlist(services, of)],
      [
        'intentionToAddReferralLetter',
        'valueCoding',
        {
          system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-ReferralLetterIntention-1',
          code: 'NEED_TO_ADD_LATER',
        },
      ],
      ['firstReminderLetterFollowUpDays', 'valueUnsignedInt', 0],
    )

const ADVICE_ONLY = { of: { services: ['11014'] } }
const shortlisting = (profile: string, service: string): Record<string, Spoil> => {
  const build = change(profile, service)
  return {
    ...searchSpoils(build),
    ...listSpoils(build, service),
    INAPPROPRIATE_VALUE: vary(build, ADVICE_ONLY),
  }
}

/** Spoilt searches and shortlists by operation. */
export const SEARCHES: Readonly<Record<string, Readonly<Record<string, Spoil>>>> = {
  A010: searchSpoils(search),
  A011: {
    ...searchSpoils(newReferral),
    ...listSpoils(newReferral, '11000'),
    INAPPROPRIATE_VALUE: vary(newReferral, ADVICE_ONLY),
  },
  A021: {
    ...searchSpoils(forTriage),
    ...listSpoils(forTriage, '11004'),
    INAPPROPRIATE_VALUE: vary(forTriage, { of: { services: ['11000'] } }),
  },
  A031: shortlisting('eRS-ChangeShortlist-Parameters-1', '11001'),
  A032: shortlisting('eRS-ChangeShortlistAndSendForTriage-Request-Parameters-1', '11004'),
  A044: {
    ...searchSpoils(asking),
    ...listSpoils(asking, '11014'),
    INAPPROPRIATE_VALUE: vary(asking, { of: { services: ['11000'] } }),
  },
}
