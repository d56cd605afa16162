import type { MessageHeader } from '../../../ebxml/message-header.js'
import { PARTY_TYPE } from '../../../ebxml/names.js'
import type { Exchange } from '../../../http/exchange.js'
import type { MessageHandlingSystem } from '../../../world/tables/message-handling-system.js'
import { wrongParty } from '../certificate/check.js'
import type { TmsContext } from '../context.js'
import { isOwnParty } from '../directory.js'
import { isLenient, letPass } from '../leniency.js'
import { tooLargeIn } from './attachments.js'
import type { Refusal } from './message-errors.js'
import { PATTERNS, type TransportPattern } from './patterns.js'
import type { ReadRequest } from './read-request.js'
import { routeMessage } from './route.js'
import { endOfLife } from './time-to-live.js'

/** A message whose envelope is in order, on its way through the later checks. */
export interface Examined {
  readonly exchange: Exchange
  readonly context: TmsContext
  readonly read: ReadRequest
  readonly header: MessageHeader
  readonly pattern: TransportPattern
}

type Check = (examined: Examined) => Refusal | undefined

const ofAnotherParty: Check = ({ exchange, context, header }) => {
  const stranger = wrongParty(exchange, context.certificates, header.from)
  return stranger && { error: 'SECURITY', advice: stranger.advice }
}

/** Party keys are the only names that the Spine knows; a sender may leave out that they are. */
const partyType: Check = ({ read }) => {
  const { from, to } = read.envelope.header.partyTypes
  const advice = `eb:type of eb:PartyId must be ${PARTY_TYPE}.`
  if (from.some((type) => type !== PARTY_TYPE)) return { error: 'UNKNOWN_FROM', advice }
  return to.some((type) => type !== PARTY_TYPE) ? { error: 'UNKNOWN_TO', advice } : undefined
}

/** What the Spine answers itself must be for the Spine. */
const forTheSpine: Check = ({ header: { to }, pattern }) =>
  PATTERNS[pattern].forwards || isOwnParty(to)
    ? undefined
    : {
        error: 'UNKNOWN_TO',
        advice: `Messages at this address are for the Spine, not for '${to}': send those for others to /reliablemessaging/intermediary.`,
      }

const inOrder: Check = ({ read }) =>
  read.envelope.messageOrder
    ? {
        error: 'NOT_SUPPORTED',
        advice: 'The Spine keeps no order of messages: leave eb:MessageOrder out.',
      }
    : undefined

const alive: Check = ({ exchange: { world }, header: { timeToLive } }) => {
  const end = endOfLife(timeToLive)
  return end !== undefined && end < world.clock.now()
    ? {
        error: 'TIME_TO_LIVE',
        advice: `eb:TimeToLive was ${timeToLive}; it is ${world.clock.iso()} in this world.`,
      }
    : undefined
}

/** The id that a `cid:` names, as it stands and with percent signs undone. */
function idsNamed(href: string): readonly string[] {
  const id = href.slice('cid:'.length)
  try {
    return [id, decodeURIComponent(id)]
  } catch {
    return [id]
  }
}

/** A reference to a part that is not there, or no payload (tms 6, step 12). */
const whole: Check = ({ read: { envelope, parts } }) => {
  const ids = new Set(parts.map(({ contentId }) => contentId))
  const named = envelope.manifest?.references.map(({ href }) => href) ?? []
  const missing = named.find(
    (href) => /^cid:/i.test(href) && !idsNamed(href).some((id) => ids.has(id)),
  )
  const what = missing ?? (parts.length < 2 ? 'the HL7 payload' : undefined)
  return what === undefined
    ? undefined
    : { error: 'MISSING_PART', advice: `There is no part for ${what}.` }
}

/** The checks that a lenient world leaves out: a message can be routed without them. */
const LEFT_OUT: ReadonlySet<Check> = new Set([partyType, inOrder])

const smallEnough: Check = ({ read: { parts } }) => {
  const advice = tooLargeIn(parts)
  return advice === undefined ? undefined : { error: 'LARGE_ATTACHMENT', advice }
}

/** The first refusal; what a lenient world lets pass is noted. */
const firstOf = (checks: readonly Check[], examined: Examined): Refusal | undefined => {
  const { world } = examined.exchange
  for (const check of checks) {
    const refusal = check(examined)
    if (refusal && !(isLenient(world) && LEFT_OUT.has(check))) return refusal
    if (refusal) letPass(examined.exchange, refusal.error, refusal.advice.replace(/\.$/, ''))
  }
  return undefined
}

/** Looks whether a message can be taken, and finds the contract it travels by (tms 6, steps 8 to 12). */
export function checkMessage(
  examined: Examined,
): { readonly contract: MessageHandlingSystem } | Refusal {
  const { exchange, context, header } = examined
  const early = firstOf([ofAnotherParty, partyType, forTheSpine], examined)
  if (early) return early
  const routed = routeMessage(exchange.world, context.directory, header)
  if ('error' in routed) return routed
  return firstOf([inOrder, alive, whole, smallEnough], examined) ?? routed
}
