import { createHash } from 'node:crypto'
import { clientMetadata, metadataKey } from '../../../../world/tables/client-metadata.js'
import {
  current,
  findPatient,
  type Patient,
  type PatientTelecom,
  practiceOf,
} from '../../../../world/tables/patient.js'
import type { Claims } from '../../provider-keys.js'
import type { TokenSource } from '../dialect.js'

/** A patient's `sub`: UUID style, the same at every login (auth 6.5). */
export function subjectOf(nhsNumber: string): string {
  const digest = createHash('sha256').update(`nhs-login ${nhsNumber}`).digest('hex')
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-')
}

type Person = Omit<TokenSource, 'signer' | 'scope'> & { readonly patient: Patient | undefined }

const usualName = ({ patient }: Person) =>
  patient && current(patient.names).find(({ use }) => use === 'usual')

const reach = (
  { patient }: Person,
  fits: (telecom: PatientTelecom) => boolean,
): string | undefined => patient && current(patient.telecom).find(fits)?.value

const basic = (person: Person): Claims => ({
  birthdate: person.patient?.birthDate,
  family_name: usualName(person)?.family,
  identity_proofing_level: person.session.level,
})

/** A value that NHS login has verified, beside the claim that says so. */
const verified = (name: string, value: string | undefined): Claims => ({
  [name]: value,
  [`${name}_verified`]: value === undefined ? undefined : true,
})

function phone(person: Person): Claims {
  const value = reach(person, ({ system, use }) => system === 'phone' && use === 'mobile')
  return {
    ...verified('phone_number', value),
    phone_number_pds_matched: value === undefined ? undefined : true,
  }
}

function practice({ patient }: Person): Claims {
  const odsCode = patient && practiceOf(patient)
  return {
    gp_registration_details: odsCode === undefined ? undefined : { gp_ods_code: odsCode },
  }
}

/** What each scope tells (auth 6.3). No patient of the sandbox has credentials at a GP system. */
const CLAIMS: Readonly<Record<string, (person: Person) => Claims>> = {
  openid: () => ({}),
  profile: (person) => ({ nhs_number: person.session.userId, ...basic(person) }),
  basic_demographics: basic,
  email: (person) =>
    verified(
      'email',
      reach(person, ({ system }) => system === 'email'),
    ),
  phone,
  landline: (person) =>
    verified(
      'landline_number',
      reach(person, ({ system, use }) => system === 'phone' && use === 'home'),
    ),
  profile_extended: (person) => ({ given_name: usualName(person)?.given?.[0] }),
  gp_registration_details: practice,
  gp_integration_credentials: () => ({}),
  nhs_app_credentials: () => ({}),
  client_metadata: ({ world, client, session }) => ({
    client_user_metadata: clientMetadata.find(
      world.store,
      metadataKey(client.clientId, session.userId),
    )?.value,
  }),
}

/** Scopes of NHS login (auth 6.3). */
export const NHS_LOGIN_SCOPES: readonly string[] = Object.keys(CLAIMS)

/** Every claim that `nhsLoginClaims` may tell. */
export const NHS_LOGIN_CLAIMS: readonly string[] = [
  'iss',
  'aud',
  'sub',
  'nhs_number',
  'birthdate',
  'family_name',
  'given_name',
  'surname',
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'landline_number',
  'landline_number_verified',
  'gp_registration_details',
  'client_user_metadata',
  'identity_proofing_level',
  'vot',
  'vtm',
  'auth_time',
  'nonce',
  'jti',
  'exp',
  'iat',
]

/** The claims of the scopes granted; one without a value is left out, never null (auth 6.3, 6.5). */
export function nhsLoginClaims(
  source: Omit<TokenSource, 'signer' | 'scope'>,
  granted: readonly string[],
): Claims {
  const { world, session } = source
  const person = { ...source, patient: findPatient(world.store, session.userId) }
  const claims = granted.flatMap((scope) => Object.entries(CLAIMS[scope]?.(person) ?? {}))
  return Object.fromEntries(claims.filter(([, value]) => value !== undefined))
}
