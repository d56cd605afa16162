import { expect } from 'vitest'
import type { ErsClient, Reply } from '../../../support/client.js'
import { type Criteria, PATIENT, shortlist } from '../../../support/ers-bodies.js'

const SD = (name: string) => `https://fhir.nhs.uk/STU3/StructureDefinition/${name}`
const CS = (name: string) => `https://fhir.nhs.uk/STU3/CodeSystem/${name}`

const coded = (name: string, system: string, code: string) => ({
  name,
  valueCoding: { system: CS(system), code },
})

/** A file to attach. */
export const file = (name: string, type: string, id: string, more: object = {}) => ({
  name,
  resource: {
    resourceType: 'DocumentReference',
    meta: { profile: [SD('eRS-DocumentReference-1')] },
    type: { coding: [{ system: CS('eRS-AttachmentType-1'), code: type }] },
    status: 'current',
    indexed: '2026-06-01T09:00:00.000Z',
    description: 'A file',
    content: [{ attachment: { url: `Binary/${id}` } }],
    ...more,
  },
})

export interface Asking extends Criteria {
  readonly services?: readonly string[]
  readonly patient?: string
  readonly conversion?: string
  readonly text?: string
  readonly clinician?: string
  readonly files?: readonly object[]
  readonly extra?: readonly object[]
}

/** The body of A044; to service 11014, which may convert it, unless told otherwise. */
export const asking = ({
  services = ['11014'],
  patient = PATIENT,
  conversion = 'AUTHORISED_TO_CONVERT',
  text = 'Is an echocardiogram needed?',
  clinician,
  files = [],
  extra = [],
  ...of
}: Asking = {}) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD('eRS-CreateAdviceAndGuidance-Request-Parameters-1')] },
  parameter: [
    {
      name: 'patient',
      valueIdentifier: { system: 'http://fhir.nhs.net/Id/nhs-number', value: patient },
    },
    coded('providerConversionAuthorisation', 'eRS-ProviderConversionAuthorisation-1', conversion),
    { name: 'shortlist', resource: shortlist(services, of) },
    { name: 'request', valueString: text },
    ...files,
    ...(clinician
      ? [
          {
            name: 'referringClinician',
            valueIdentifier: { system: 'http://fhir.nhs.net/Id/sds-user-id', value: clinician },
          },
        ]
      : []),
    ...extra,
  ],
})

export interface Answering {
  readonly outcome?: string
  readonly recommendation?: string | undefined
  readonly text?: string
  readonly priority?: string
  readonly files?: readonly object[]
}

/** The body of A026; advice without a referral unless told otherwise. */
export const answering = ({
  outcome = 'RETURN_TO_REFERRER_WITH_ADVICE',
  recommendation = outcome === 'RETURN_TO_REFERRER_WITH_ADVICE'
    ? 'ADVICE_ONLY_NO_REFERRAL_RECOMMENDED'
    : undefined,
  text = 'Not at present.',
  priority = 'ROUTINE',
  files = [],
}: Answering = {}) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD('eRS-SendCommunicationToRequester-Request-Parameters-1')] },
  parameter: [
    coded('guidanceOutcome', 'eRS-GuidanceResponseOutcome-1', outcome),
    ...(recommendation
      ? [
          coded(
            'guidanceIntendedRecommendation',
            'eRS-GuidanceIntendedRecommendation-1',
            recommendation,
          ),
        ]
      : []),
    { name: 'guidance', valueString: text },
    coded('updatedPriority', 'eRS-Priority-1', priority),
    ...files,
  ],
})

export interface Converting {
  readonly text?: string
  readonly priority?: string
  readonly comments?: string
  readonly files?: readonly object[]
}

/** The body of A027. */
export const converting = (
  from: string,
  {
    text = 'We will see the patient.',
    priority = 'URGENT',
    comments = 'Book into the heart failure clinic.',
    files = [],
  }: Converting = {},
) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD('eRS-CreateFromCommunicationRequestActionLater-Request-Parameters-1')] },
  parameter: [
    { name: 'createFrom', valueReference: { reference: from } },
    { name: 'guidance', valueString: text },
    coded('newReferralPriority', 'eRS-Priority-1', priority),
    { name: 'reviewComments', valueString: comments },
    ...files,
  ],
})

/** The body of A023. */
export const adviceList = (...more: readonly object[]) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD('eRS-FetchWorklist-Parameters-1')] },
  parameter: [
    {
      name: 'listType',
      valueCodeableConcept: {
        coding: [
          { system: CS('eRS-CommunicationListSelector-1'), code: 'ADVICE_AND_GUIDANCE_REQUESTS' },
        ],
      },
    },
    ...more,
  ],
})

export const PATHS = {
  create: '/STU3/CommunicationRequest/$ers.createAdviceAndGuidance',
  list: '/STU3/CommunicationRequest/$ers.fetchworklist',
  read: (ubrn: string) => `/STU3/CommunicationRequest/${ubrn}`,
  respond: (ubrn: string) => `/STU3/CommunicationRequest/${ubrn}/$ers.sendCommunicationToRequester`,
  convert: '/STU3/ReferralRequest/$ers.createFromCommunicationRequestActionLater',
  pdf: (ubrn: string) => `/STU3/CommunicationRequest/${ubrn}/$ers.generateCRI`,
  conversation: (ubrn: string, version: number | string) =>
    `/STU3/Communication?based-on=CommunicationRequest/${ubrn}/_history/${version}`,
} as const

export const ifMatch = (version: number | string) => ({ 'If-Match': `W/"${version}"` })

/** Asks for advice; the UBRN. */
export async function ask(client: ErsClient, of: Asking = {}): Promise<string> {
  const created = await client.post(PATHS.create, asking(of))
  expect(created.status, created.text).toBe(200)
  return created.json.parameter[0].resource.id
}

/** Whose turn it is, as A024 says. */
export const categoryOf = (advice: Reply): string => advice.json.category[0].coding[0].code
