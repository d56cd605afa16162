import { documentTable } from './document-table.js'

/** What an organisation does in a referral. A site is where services are given. */
export type OrganisationRole =
  | 'REFERRER'
  | 'PROVIDER'
  | 'SITE'
  | 'GP_PRACTICE'
  | 'COMMISSIONER'
  | 'PHARMACY'

/** An organisation or site of the Organisation Data Service. */
export interface Organisation {
  readonly odsCode: string
  readonly name: string
  readonly roles: readonly OrganisationRole[]
  /** The organisation that runs a site. */
  readonly parent?: string
  readonly open: boolean
  readonly address: readonly string[]
  readonly postcode: string
  readonly phone?: string
}

export const organisations = documentTable<Organisation>({
  name: 'organisation',
  key: (organisation) => organisation.odsCode,
})
