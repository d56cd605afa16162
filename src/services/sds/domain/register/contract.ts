import type { ContractProperties } from '../../../../world/tables/message-handling-system.js'
import { intermediaryOf } from '../routing.js'

const NEXT = 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH'
const EBS = 'urn:nhs:names:services:ebs'

/** Interactions of `ebs` that the Spine keeps trying to deliver for ten minutes; it is four for the others (sds 2.5). */
const TEN_MINUTES = new Set([
  'PRSC_IN080000UK07',
  'PRSC_IN090000UK09',
  'PRSC_IN100000UK06',
  'PRSC_IN110000UK08',
  'PRSC_IN130000UK07',
])

const reliable = (persistDuration: string): ContractProperties => ({
  syncReplyMode: 'None',
  retries: '2',
  retryInterval: 'PT1M',
  persistDuration,
  duplicateElimination: 'always',
  ackRequested: 'always',
  actors: [NEXT],
})

const DIRECT: ContractProperties = {
  syncReplyMode: 'None',
  duplicateElimination: 'never',
  ackRequested: 'never',
}

/** The usual properties of an interaction's contract: reliable where the Spine passes it on. */
export function usualContract(service: string, action: string): ContractProperties {
  if (!intermediaryOf({ service, action })) return DIRECT
  return reliable(service === EBS && !TEN_MINUTES.has(action) ? 'PT4M' : 'PT10M')
}
