import type { Api } from '../../../world/tables/application.js'

const application = (api: string) => `urn:nhsd:apim:app:level3:${api}`
const worker = (level: string, api: string) => `urn:nhsd:apim:user-nhs-id:${level}:${api}`
const cis2 = (level: string, api: string) => `urn:nhsd:apim:user-nhs-cis2:${level}:${api}`
const patient = (level: string, api: string) => `urn:nhsd:apim:user-nhs-login:${level}:${api}`

const ERS = 'e-referrals-service-api'
const PDS = 'personal-demographics-service'
const SDS = 'spine-directory-service'

/** The scopes that a product with an API brings: every access mode that the API offers (auth 3.12, 9.1, 10.1). */
const SCOPES: Readonly<Record<Api, readonly string[]>> = {
  'e-referrals-service-api': [application(ERS), worker('aal3', ERS), worker('aal2', ERS)],
  'personal-demographics-service': [
    application(PDS),
    worker('aal3', PDS),
    cis2('aal3', PDS),
    cis2('aal2', PDS),
    patient('P9', PDS),
  ],
  'privileged-personal-demographics-service': [
    application('privileged-personal-demographics-service'),
  ],
  'spine-directory-service': [application(SDS)],
  'patient-care-aggregator-api': [patient('P9', 'patient-care-aggregator-api')],
  'e-referrals-service-patient-care-api': [patient('P9', 'e-referrals-service-patient-care-api')],
}

/** The names of all APIs that a product can hold. */
export const APIS = Object.keys(SCOPES) as readonly Api[]

/** What an application gets that asks for nothing in particular. */
export const USUAL_PRODUCTS: readonly Api[] = [ERS, PDS, SDS]

/** The scopes of products, and others on top, each once. */
export const scopesOf = (products: readonly Api[], more: readonly string[] = []): string[] => [
  ...new Set([...products.flatMap((api) => SCOPES[api]), ...more]),
]
