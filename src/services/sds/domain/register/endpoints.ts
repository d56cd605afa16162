import { fold } from '../../../../world/fold.js'
import { given } from '../../../../world/given.js'
import {
  type Changes,
  notRegistered,
  type Registered,
  registered,
  withChanges,
} from '../../../../world/registered.js'
import { checkRecord } from '../../../../world/seed/check-record.js'
import {
  ENDPOINT_PLACES,
  messageHandlingSystemKind,
} from '../../../../world/seed/kinds/message-handling-systems.js'
import {
  findMessageHandlingSystems,
  interactionOf,
  type MessageHandlingSystem,
  messageHandlingSystems,
} from '../../../../world/tables/message-handling-system.js'
import type { World } from '../../../../world/world.js'
import { usualContract } from './contract.js'
import { isNameTaken, newAccreditation, newCpaId } from './made.js'

/** What is said of an endpoint: what is left out gets a usual value, null means to go without. */
export type EndpointDraft = Changes<Omit<MessageHandlingSystem, 'position'>>

type Rule = (world: World, entry: MessageHandlingSystem) => Registered<never> | undefined

const unknown = (id: string) =>
  notRegistered('UNKNOWN', `there is no endpoint '${id.slice(0, 80)}' in this world`)

const others = (
  { store }: World,
  { id }: MessageHandlingSystem,
  criteria: Parameters<typeof findMessageHandlingSystems>[1],
): MessageHandlingSystem[] =>
  findMessageHandlingSystems(store, criteria).filter((one) => fold(one.id) !== fold(id))

/** The host that an address names, in the spelling of the address; empty for one inside the process. */
const hostOf = (address: string): string =>
  /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(address)?.[1] ?? ''

/** What must hold of an endpoint beside the others (sds 3), in the order it is looked at. */
const RULES: readonly Rule[] = [
  (world, entry) =>
    others(world, entry, { cpaId: entry.cpaId }).length > 0
      ? notRegistered('EXISTS', `cpaId: another endpoint has the CPA id '${entry.cpaId}'`)
      : undefined,
  (world, entry) => {
    const interaction = interactionOf(entry)
    const twice = others(world, entry, { partyKey: entry.partyKey, interaction })
    return twice.length > 0
      ? notRegistered(
          'EXISTS',
          `action: the party '${entry.partyKey}' has a contract for ${interaction}: '${twice[0]?.cpaId}'`,
        )
      : undefined
  },
  (world, entry) => {
    const owner = others(world, entry, { partyKey: entry.partyKey }).find(
      ({ odsCode }) => odsCode !== entry.odsCode,
    )
    return owner
      ? notRegistered(
          'INVALID',
          `partyKey: the endpoints of '${entry.partyKey}' belong to ${owner.odsCode}; a provider's key belongs to one organisation`,
        )
      : undefined
  },
  (_, { addresses, fqdn }) => {
    const strange = addresses.find((address) => {
      const host = hostOf(address)
      return host !== '' && fold(host) !== fold(fqdn ?? '')
    })
    return strange
      ? notRegistered('INVALID', `fqdn: expected the host of '${strange}', found '${fqdn ?? ''}'`)
      : undefined
  },
]

/** Keeps an endpoint if its form and every rule allow it. */
function save(
  world: World,
  record: Record<string, unknown>,
  position: number,
): Registered<MessageHandlingSystem> {
  const { position: _, ...shown } = record
  const checked = checkRecord<Omit<MessageHandlingSystem, 'position'>>(
    world.store,
    messageHandlingSystemKind,
    shown,
  )
  if (!checked.ok) return checked
  const entry = { ...checked.record, position }
  for (const rule of RULES) {
    const refusal = rule(world, entry)
    if (refusal) return refusal
  }
  messageHandlingSystems.save(world.store, entry)
  return registered(entry)
}

const fqdnOf = ({ addresses }: EndpointDraft): string | undefined => {
  const address = addresses?.[0]
  return address === undefined ? undefined : hostOf(address) || undefined
}

/**
 * Lets a party receive an interaction at an address (sds 2.5, 3). CPA id, name, host and contract
 * properties are made where they are not given. Refuses names, CPA ids and pairs of party key and
 * interaction that are there already, a key of another organisation, and a host other than the address's.
 */
export function addEndpoint(world: World, draft: EndpointDraft): Registered<MessageHandlingSystem> {
  const cpaId = draft.cpaId ?? draft.id ?? newCpaId(world)
  const id = draft.id ?? cpaId
  if (isNameTaken(world, id))
    return notRegistered('EXISTS', `id: the directory has an entry '${id.slice(0, 80)}'`)
  const usual = {
    id,
    cpaId,
    addresses: [],
    ...given({ fqdn: fqdnOf(draft) }),
    authenticated: 'transient',
    protocol: 'HL7',
    contract: usualContract(draft.service ?? '', draft.action ?? ''),
    contractTemplate: '14',
    accreditation: newAccreditation(world),
  }
  return save(world, withChanges(usual, draft), world.ids.next(ENDPOINT_PLACES))
}

/** Changes an endpoint; its name stays. A new address brings its host with it. */
export function changeEndpoint(
  world: World,
  id: string,
  changes: EndpointDraft,
): Registered<MessageHandlingSystem> {
  const known = messageHandlingSystems.find(world.store, fold(id))
  if (!known) return unknown(id)
  if (changes.id !== undefined && changes.id !== known.id)
    return notRegistered('INVALID', 'id: an endpoint keeps its name')
  const host = changes.fqdn === undefined ? { fqdn: fqdnOf(changes) } : {}
  return save(world, withChanges(known, { ...changes, ...host }), known.position)
}

/** Takes an endpoint out of the directory: messages of its interaction find no recipient from then on. */
export function removeEndpoint(world: World, id: string): Registered<MessageHandlingSystem> {
  const known = messageHandlingSystems.find(world.store, fold(id))
  if (!known) return unknown(id)
  messageHandlingSystems.remove(world.store, fold(id))
  return registered(known)
}
