import { enrolApplication } from '../../../world/enrol.js'
import {
  type Changes,
  notRegistered,
  type Registered,
  registered,
  withChanges,
} from '../../../world/registered.js'
import { checkRecord } from '../../../world/seed/check-record.js'
import { applicationKind } from '../../../world/seed/kinds/applications.js'
import { type Api, type Application, applications } from '../../../world/tables/application.js'
import type { World } from '../../../world/world.js'
import { scopesOf, USUAL_PRODUCTS } from './products.js'

/** What is said of an application; a member left out gets a usual value, null means to go without. */
export type ApplicationDraft = Changes<Application> & {
  /** APIs whose every scope the application gets, beside `scopes`. */
  readonly products?: readonly Api[] | undefined
}

const CLIENT_ID_LENGTH = 32
const SECRET_LENGTH = 16
const DEMO_CALLBACK = 'http://localhost:8080/callback'

const unknown = (clientId: string) =>
  notRegistered('UNKNOWN', `there is no application '${clientId.slice(0, 80)}' in this world`)

/** The scopes that a draft asks for; undefined if it says nothing about them. */
const scopesAsked = ({ products, scopes }: ApplicationDraft): string[] | undefined =>
  products || scopes ? scopesOf(products ?? [], scopes ?? []) : undefined

/** Keys at an address take the place of keys in the record, and the other way about. */
function keysOf({ keys, jwksUrl }: ApplicationDraft): Pick<ApplicationDraft, 'keys' | 'jwksUrl'> {
  if (keys) return { keys, jwksUrl: null }
  if (jwksUrl) return { keys: null, jwksUrl }
  return { keys, jwksUrl }
}

const usual = (world: World) => ({
  clientId: world.ids.secret(CLIENT_ID_LENGTH),
  secret: world.ids.secret(SECRET_LENGTH),
  callback: DEMO_CALLBACK,
  scopes: scopesOf(USUAL_PRODUCTS),
  asid: `9992${String(world.ids.next('asid')).padStart(8, '0')}`,
})

function check(world: World, record: object, draft: ApplicationDraft) {
  const { products: _, ...rest } = draft
  if (draft.keys && draft.jwksUrl)
    return notRegistered('INVALID', 'jwksUrl: give keys or the address of keys, not both')
  const scopes = scopesAsked(draft)
  const changes = { ...rest, ...keysOf(draft), ...(scopes ? { scopes } : {}) }
  return checkRecord<Application>(world.store, applicationKind, withChanges(record, changes))
}

/** Keeps an application, and its system in the directory. */
function keep({ store }: World, application: Application): Application {
  applications.save(store, application)
  enrolApplication(store, application)
  return application
}

/**
 * Registers an application (auth 3.1). Client id, secret, ASID and callback are made where they are
 * not given; it gets the sandbox's own key unless keys or their address are named, or null; and the
 * scopes of e-RS, PDS and SDS unless products or scopes are. Refuses a client id that is taken.
 */
export function addApplication(world: World, draft: ApplicationDraft): Registered<Application> {
  const given: ApplicationDraft =
    draft.keys === undefined && !draft.jwksUrl ? { ...draft, keys: 'SANDBOX' } : draft
  const checked = check(world, usual(world), given)
  if (!checked.ok) return checked
  const { record } = checked
  if (applications.find(world.store, record.clientId))
    return notRegistered('EXISTS', `the client id '${record.clientId}' is taken`)
  return registered(keep(world, record))
}

/** Changes a registered application; what was issued to it is looked at with the change from now on. */
export function changeApplication(
  world: World,
  clientId: string,
  changes: ApplicationDraft,
): Registered<Application> {
  const known = applications.find(world.store, clientId)
  if (!known) return unknown(clientId)
  if (changes.clientId !== undefined && changes.clientId !== clientId)
    return notRegistered('INVALID', 'clientId: an application keeps its client id')
  const checked = check(world, known, changes)
  return checked.ok ? registered(keep(world, checked.record)) : checked
}

/** Removes an application; its tokens are unknown from then on. */
export function removeApplication(world: World, clientId: string): Registered<Application> {
  const known = applications.find(world.store, clientId)
  if (!known) return unknown(clientId)
  applications.remove(world.store, clientId)
  return registered(known)
}
