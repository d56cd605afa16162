import { documentTable } from './document-table.js'

/** What an organisation does in a referral. A site is where services are given. */
export type OrganisationRole =
  | 'REFERRER'
  | 'PROVIDER'
  | 'SITE'
  | 'GP_PRACTICE'
  | 'COMMISSIONER'
  | 'PHARMACY'
  | 'NATIONAL'

/** An organisation or site of the Organisation Data Service. */
export interface Organisation {
  readonly odsCode: string
  readonly name: string
  readonly roles: readonly OrganisationRole[]
  /** The organisation that runs a site. */
  readonly parent?: string
  readonly open: boolean
  /** British dates on which it began and ended; the state is what `open` says. */
  readonly opened?: string
  readonly closed?: string
  /** Day on which its record was last changed, where that is later than its beginning and end. */
  readonly changed?: string
  /** Who commissions a practice's care. */
  readonly commissioner?: string
  /** Who went on when it closed. */
  readonly successors?: readonly string[]
  readonly predecessors?: readonly string[]
  readonly address: readonly string[]
  readonly postcode: string
  readonly phone?: string
}

export const organisations = documentTable<Organisation>({
  name: 'organisation',
  key: (organisation) => organisation.odsCode,
})
