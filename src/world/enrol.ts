import type { Store } from './store.js'
import { findAccreditedSystem, saveAccreditedSystem } from './tables/accredited-system.js'
import type { Application } from './tables/application.js'
import { nextInSequence } from './tables/sequence.js'

/** Sequence of the places of systems in the directory. */
export const SYSTEM_PLACES = 'accredited-system'

/** Where the makers of systems belong to, if nothing else is known. */
const MAKER = 'X26'

/** What an application needs of the Spine beside the APIs: who the user is in e-RS, and demographics. */
const INTERACTIONS = [
  'ers:READ_PRACTITIONER_ROLE_R4_V001',
  'ers:READ_PRACTITIONER_ROLE_R4_V002',
  'pdsquery:QUPA_IN000006UK02',
  'pdsquery:QUPA_IN000008UK02',
  'pdsquery:QUPA_IN040000UK32',
].map((name) => `urn:nhs:names:services:${name}`)

/**
 * Makes sure that the directory knows the system of an application's ASID: onboarding gives both
 * together. A system that is there already stays as it is.
 */
export function enrolApplication(store: Store, application: Application): void {
  const { asid, name, appRestricted, allowedOrganisations = [] } = application
  if (asid === undefined || findAccreditedSystem(store, asid)) return
  const odsCode = appRestricted?.odsCode ?? allowedOrganisations[0] ?? MAKER
  saveAccreditedSystem(store, {
    asid,
    odsCode,
    clients: [odsCode],
    partyKey: `${odsCode}-${asid.slice(-6)}`,
    interactions: INTERACTIONS,
    manufacturer: MAKER,
    description: name,
    position: nextInSequence(store, SYSTEM_PLACES),
  })
}
