import type { ContractProperties } from '../../../../world/tables/message-handling-system.js'
import { intermediaryOf } from '../routing.js'

const ACTOR = 'urn:oasis:names:tc:ebxml-msg:actor'
const NEXT = `${ACTOR}:nextMSH`
const TO_PARTY = `${ACTOR}:toPartyMSH`
const SERVICES = 'urn:nhs:names:services:'

/** How long the Spine keeps trying to deliver an interaction of `ebs` (tms 8); four minutes for the others. */
const PERSISTS: Readonly<Record<string, string>> = {
  PRSC_IN080000UK07: 'PT10M',
  PRSC_IN090000UK09: 'PT10M',
  PRSC_IN100000UK06: 'PT10M',
  PRSC_IN110000UK08: 'PT10M',
  PRSC_IN130000UK07: 'PT10M',
  PRPA_IN030000UK08: 'PT10M',
  PRSC_IN080000UK03: 'PT6H',
  PRSC_IN090000UK03: 'PT6H',
  PRPA_IN030000UK03: 'PT6H',
  PRSC_IN110000UK03: 'PT2M',
  MCCI_IN010000UK01: 'PT1M',
  PRPA_IN010000UK02: 'PT1M',
  PRPA_IN020000UK02: 'PT1M',
  PRSC_IN040000UK03: 'PT1M',
  PRSC_IN050000UK02: 'PT1M',
  PRSC_IN060000UK02: 'PT1M',
  PRSC_IN070000UK03: 'PT1M',
  PRSC_IN100000UK02: 'PT1M',
  PRSC_IN130000UK02: 'PT1M',
  PRSC_IN140000UK02: 'PT1M',
  PRSC_IN150000UK02: 'PT1M',
}

/** Attempts a minute apart, twenty seconds where a message lives no longer than two. */
const intervalFor = (persistDuration: string): string =>
  persistDuration === 'PT1M' || persistDuration === 'PT2M' ? 'PT20S' : 'PT1M'

const acknowledged = (
  syncReplyMode: string,
  persistDuration: string,
  actor: string,
): ContractProperties => ({
  syncReplyMode,
  retries: '2',
  retryInterval: intervalFor(persistDuration),
  persistDuration,
  duplicateElimination: 'always',
  ackRequested: 'always',
  actors: [actor],
})

const unacknowledged = (syncReplyMode: string): ContractProperties => ({
  syncReplyMode,
  duplicateElimination: 'never',
  ackRequested: 'never',
})

/** Services whose messages all travel in one way (tms 8, ers-hl7v3-mim 14.1). */
const BY_SERVICE: Readonly<Record<string, ContractProperties>> = {
  ebsepr: acknowledged('None', 'PT3H', TO_PARTY),
  ebsnpr: unacknowledged('None'),
  itk: acknowledged('None', 'PT9M', TO_PARTY),
  pds: acknowledged('MSHSignalsOnly', 'PT5M', TO_PARTY),
  pdsquery: unacknowledged('MSHSignalsOnly'),
  psis: acknowledged('MSHSignalsOnly', 'PT5M', TO_PARTY),
  psisquery: unacknowledged('MSHSignalsOnly'),
}

function ofEbs(action: string): ContractProperties {
  const actor = intermediaryOf({ service: `${SERVICES}ebs`, action }) === 'ExpressIntermediary'
  return acknowledged('None', PERSISTS[action] ?? 'PT4M', actor ? TO_PARTY : NEXT)
}

/** The usual properties of an interaction's contract, by the way in which it is known to travel. */
export function usualContract(service: string, action: string): ContractProperties {
  const domain = service.startsWith(SERVICES) ? service.slice(SERVICES.length) : service
  if (domain === 'ebs') return ofEbs(action)
  const known = Object.hasOwn(BY_SERVICE, domain) ? BY_SERVICE[domain] : undefined
  if (known) return known
  return intermediaryOf({ service, action })
    ? acknowledged('None', 'PT10M', NEXT)
    : unacknowledged('None')
}
