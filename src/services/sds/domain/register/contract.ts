import type { ContractProperties } from '../../../../world/tables/message-handling-system.js'
import { intermediaryOf } from '../routing.js'
import { persistDurationOf, retryIntervalOf } from './persistence.js'

const ACTOR = 'urn:oasis:names:tc:ebxml-msg:actor'
const NEXT = `${ACTOR}:nextMSH`
const TO_PARTY = `${ACTOR}:toPartyMSH`
const SERVICES = 'urn:nhs:names:services:'

/** How the messages of a service travel (tms 1). */
type Way = 'RELIABLE' | 'EXPRESS' | 'FORWARD_RELIABLE' | 'FORWARD_EXPRESS' | 'PLAIN'

const waysOf = (way: Way, services: string): readonly (readonly [string, Way])[] =>
  services.split(' ').map((service) => [service, way] as const)

/** Services whose messages all travel in one way (tms 14.1, 14.2, ers-hl7v3-mim 14.1). */
const WAYS: ReadonlyMap<string, Way> = new Map([
  ...waysOf('RELIABLE', 'alerts dbs lrs mm pds psis sds tms'),
  ...waysOf('EXPRESS', 'pdsquery psisquery'),
  ...waysOf('FORWARD_RELIABLE', 'adm am caf cc dir dis ed gp2gp gpes healthspace mh nd ooh op pat'),
  ...waysOf('FORWARD_EXPRESS', 'ebsepr itk'),
  ...waysOf('PLAIN', 'ebsnpr'),
])

/** The way of an interaction: of `ebs` as the directory's intermediaries have it. */
function wayOf(domain: string, service: string, action: string): Way {
  const known = WAYS.get(domain)
  if (known) return known
  const through = intermediaryOf({ service, action })
  if (domain === 'ebs')
    return through === 'ExpressIntermediary' ? 'FORWARD_EXPRESS' : 'FORWARD_RELIABLE'
  return through ? 'FORWARD_RELIABLE' : 'PLAIN'
}

const unacknowledged = (syncReplyMode: string): ContractProperties => ({
  syncReplyMode,
  duplicateElimination: 'never',
  ackRequested: 'never',
})

/** The usual properties of an interaction's contract, by the way in which it is known to travel. */
export function usualContract(service: string, action: string): ContractProperties {
  const domain = service.startsWith(SERVICES) ? service.slice(SERVICES.length) : service
  const way = wayOf(domain, service, action)
  if (way === 'PLAIN') return unacknowledged('None')
  if (way === 'EXPRESS') return unacknowledged('MSHSignalsOnly')
  const persistDuration = persistDurationOf(domain, action)
  return {
    syncReplyMode: way === 'RELIABLE' ? 'MSHSignalsOnly' : 'None',
    retries: '2',
    retryInterval: retryIntervalOf(persistDuration),
    persistDuration,
    duplicateElimination: 'always',
    ackRequested: 'always',
    actors: [way === 'FORWARD_RELIABLE' ? NEXT : TO_PARTY],
  }
}
