import { ACTORS } from '../../../ebxml/names.js'
import { MINUTE } from '../../../world/instant.js'
import type {
  ContractProperties,
  MessageHandlingSystem,
} from '../../../world/tables/message-handling-system.js'
import { milliseconds } from '../durations.js'
import { PATTERNS, type TransportPattern } from './patterns.js'

/** Interactions of the first message sets that travel without the Spine's help (tms 14.1). */
const EXPRESS: ReadonlySet<string> = new Set(['PRSC_IN080000UK03', 'PRSC_IN040000UK03'])

/** Services by how their names say they travel (tms 1, ers-hl7v3-mim 14.1). */
const BY_SERVICE: Readonly<Record<string, TransportPattern>> = {
  'urn:nhs:names:services:ebsepr': 'FORWARD_EXPRESS',
  'urn:nhs:names:services:ebsnpr': 'FORWARD_UNRELIABLE',
  'urn:nhs:names:services:itk': 'FORWARD_EXPRESS',
}

/** What the properties of a contract say of the way; undefined where they say nothing (tms 1). */
function byProperties({ ackRequested, actors }: ContractProperties): TransportPattern | undefined {
  if (ackRequested === 'never') return 'FORWARD_UNRELIABLE'
  const [actor] = actors ?? []
  if (actor === ACTORS.nextMSH) return 'FORWARD_RELIABLE'
  return actor === ACTORS.toPartyMSH && ackRequested === 'always' ? 'FORWARD_EXPRESS' : undefined
}

/** How a forwarded message travels: the receiver's contract says it, else the published lists (tms 1, 14). */
export const forwardPattern = (
  { service, action }: Pick<MessageHandlingSystem, 'service' | 'action'>,
  contract: MessageHandlingSystem | undefined,
): TransportPattern =>
  (contract && byProperties(contract.contract)) ??
  BY_SERVICE[service] ??
  (EXPRESS.has(action) ? 'FORWARD_EXPRESS' : 'FORWARD_RELIABLE')

/** How often and how long delivery is tried. */
export interface Persistence {
  readonly retries: number
  /** Milliseconds. */
  readonly interval: number
  /** Milliseconds for which a message lives and is known. */
  readonly persist: number
}

/** A minute for lives from three to ten minutes, else a third of the life (tms 8). */
const usualInterval = (persist: number): number =>
  persist >= 3 * MINUTE && persist <= 10 * MINUTE ? MINUTE : Math.floor(persist / 3)

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : undefined

/** The persistence that a contract asks for; published defaults fill what it leaves open (tms 8). */
export function persistenceOf(
  contract: MessageHandlingSystem,
  pattern: TransportPattern,
): Persistence {
  const { retries, retryInterval, persistDuration } = contract.contract
  const usual = (PATTERNS[pattern].forwards ? 10 : 5) * MINUTE
  const persist = milliseconds(persistDuration) ?? usual
  return {
    retries: whole(retries) ?? 2,
    interval: milliseconds(retryInterval) ?? usualInterval(persist),
    persist,
  }
}
