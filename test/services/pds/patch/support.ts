import type { World } from '../../../../src/world/world.js'
import { type Received, refusalOf, type Sent, send, userToken } from '../harness.js'

export type Patch = Readonly<Record<string, unknown>>

export const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-'
export const JSON_PATCH = 'application/json-patch+json'

/** People of the standard data set that updates are tried on. */
export const PEOPLE = {
  /** Every item there is; died, formally. */
  full: '9000000009',
  /** Nothing but the number. */
  empty: '9000000033',
  /** Home address, practice, usual name; female. */
  plain: '9736363066',
  noAddress: '5900059073',
  oldName: '9732110317',
  suffixes: '9736363015',
  restricted: '9727022820',
} as const

let sent = 0

/** A request id of its own for each request. */
const nextRequestId = (): string => `60e0b220-8136-4ca5-ae46-${String(++sent).padStart(12, '0')}`

/** Sends patches for a record; at its current version unless `headers` says otherwise. */
export async function patch(
  world: World,
  nhsNumber: string,
  patches: readonly Patch[],
  more: Sent = {},
): Promise<Received> {
  const token = more.token ?? userToken(world)
  const current = await send(world, `/Patient/${nhsNumber}`, { token })
  return send(world, `/Patient/${nhsNumber}`, {
    method: 'PATCH',
    token,
    requestId: nextRequestId(),
    body: { patches },
    ...more,
    headers: {
      'If-Match': String(current.headers.ETag ?? 'W/"1"'),
      'Content-Type': JSON_PATCH,
      ...more.headers,
    },
  })
}

/** Status, code and diagnostics of a refusal. */
export const refused = (answer: Received) => {
  const { status, code, diagnostics } = refusalOf(answer)
  return [status, code, diagnostics]
}

export const invalidUpdate = (text: string) => [
  400,
  'INVALID_UPDATE',
  `Invalid update with error - ${text}`,
]
export const invalidPatch = (text: string) => invalidUpdate(`Invalid patch - ${text}`)
export const forbidden = (text: string) => [
  403,
  'FORBIDDEN_UPDATE',
  `Forbidden update with error - ${text}`,
]
export const invalidValue = (value: string, field: string) => [
  400,
  'INVALID_VALUE',
  `Invalid value - '${value}' in field '${field}'`,
]

const coded = (system: string, code: string) => ({ coding: [{ system, code }] })
const CODES = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-'

export const deathNotification = (code: string) => ({
  url: `${UK_CORE}DeathNotificationStatus`,
  extension: [
    {
      url: 'deathNotificationStatus',
      valueCodeableConcept: coded(`${CODES}DeathNotificationStatus`, code),
    },
  ],
})

export const pharmacy = (odsCode: string, kind = 'NominatedPharmacy') => ({
  url: UK_CORE + kind,
  valueReference: {
    identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: odsCode },
  },
})

export const communication = (code: string, interpreter?: boolean) => ({
  url: `${UK_CORE}NHSCommunication`,
  extension: [
    { url: 'language', valueCodeableConcept: coded(`${CODES}HumanLanguage`, code) },
    ...(interpreter === undefined
      ? []
      : [{ url: 'interpreterRequired', valueBoolean: interpreter }]),
  ],
})

export const preference = (method: string | undefined, times: string | undefined) => ({
  url: `${UK_CORE}ContactPreference`,
  extension: [
    ...(method === undefined
      ? []
      : [
          {
            url: 'PreferredContactMethod',
            valueCodeableConcept: coded(`${CODES}PreferredContactMethod`, method),
          },
        ]),
    ...(times === undefined ? [] : [{ url: 'PreferredContactTimes', valueString: times }]),
  ],
})

export const birthPlace = (valueAddress: Record<string, string>) => ({
  url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
  valueAddress,
})

export const HOME = {
  use: 'home',
  period: { start: '2026-01-01' },
  line: ['1 Mill Road', '', '', 'Leeds', ''],
  postalCode: 'LS1 6AE',
}

export const TEMPORARY = {
  use: 'temp',
  period: { start: '2026-01-01', end: '2026-03-31' },
  text: 'Holiday Home',
  line: ['1 Mill Road', '', '', 'Leeds'],
  postalCode: 'LS1 6AE',
}

export const add = (path: string, value: unknown): Patch => ({ op: 'add', path, value })
export const replace = (path: string, value: unknown): Patch => ({ op: 'replace', path, value })
export const testOf = (path: string, value: unknown): Patch => ({ op: 'test', path, value })
export const remove = (path: string): Patch => ({ op: 'remove', path })
