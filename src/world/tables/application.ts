import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

/** A public key as a JSON Web Key; only what verifies a signature. */
export interface PublicKey {
  readonly kty: string
  readonly kid: string
  readonly alg?: string
  readonly use?: string
  readonly n?: string
  readonly e?: string
  /** Of an elliptic curve. */
  readonly crv?: string
  readonly x?: string
  readonly y?: string
}

/** The NHS APIs that a product can give access to, by the names scopes use. */
export type Api =
  | 'e-referrals-service-api'
  | 'personal-demographics-service'
  | 'privileged-personal-demographics-service'
  | 'spine-directory-service'
  | 'patient-care-aggregator-api'
  | 'e-referrals-service-patient-care-api'

/** What e-RS assumes of a caller in application-restricted mode (auth 9.4). */
export interface ApplicationRestricted {
  readonly odsCode?: string
  readonly businessFunction?: string
  readonly userId?: string
}

/** An application registered on the developer portal (auth 3.1). */
export interface Application {
  /** 32 letters and digits: `client_id`, `apikey`, and `iss`/`sub` of assertions. */
  readonly clientId: string
  readonly name: string
  readonly secret: string
  /** The one callback address, compared character for character. */
  readonly callback: string
  /** Keys given inline; `SANDBOX` means the key that the sandbox makes for this application. */
  readonly keys?: readonly PublicKey[] | 'SANDBOX'
  /** Address of a key set, as the developer portal registers it. */
  readonly jwksUrl?: string
  /** Its own state, or that of the developer or company behind it (auth 3.4). */
  readonly status: 'approved' | 'revoked' | 'developer-inactive' | 'company-inactive'
  /** Whether a product gives access to the identity service. */
  readonly identityService: boolean
  /** Scopes of the application's products. */
  readonly scopes: readonly string[]
  readonly asid?: string
  readonly appRestricted?: ApplicationRestricted
  /** Organisations that the application may act for; absent means no allow list. */
  readonly allowedOrganisations?: readonly string[]
  /** Per-API switches, such as `{ pds: { 'app-restricted': { update: true } } }`. */
  readonly flowVariables?: Readonly<Record<string, unknown>>
}

export const applications = documentTable<Application>({
  name: 'application',
  key: (application) => application.clientId,
  columns: { asid: { type: 'TEXT', value: ({ asid }) => asid } },
  indexes: ['asid'],
})

/** The applications of an accredited system. */
export const applicationsOfAsid = (store: Store, asid: string): Application[] =>
  applications.where(store, 'asid = ?', asid)

/** The scopes of the application's products for application-restricted access (auth 3.12). */
export const applicationScopes = ({ scopes }: Application): string[] =>
  scopes.filter((scope) => scope.includes(':app:level3:'))

/** The scopes that name the level a user reached, `aal3` or `P9`; exactly that level (auth 3.5). */
export const levelScopes = ({ scopes }: Application, level: string): string[] =>
  scopes.filter((scope) => scope.includes(':user-nhs-') && scope.includes(`:${level}:`))

/** True if a product of the application gives access to one of the APIs (auth 3.12). */
export const hasProduct = (application: Application, apis: readonly string[]): boolean =>
  application.scopes.some((scope) => apis.some((api) => scope.endsWith(`:${api}`)))
