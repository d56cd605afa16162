import { packMessage } from '../../../ebxml/package.js'
import { serviceName } from '../../../hl7v3/interaction.js'
import { writeMessage } from '../../../hl7v3/message.js'
import type { Outgoing, Sent } from '../../../hl7v3/send.js'
import { xmlDocument } from '../../../hl7v3/xml/template.js'
import type { MessageHandlingSystem } from '../../../world/tables/message-handling-system.js'
import type { Awaited } from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'
import { type Directory, ERS_PARTY } from '../directory.js'
import { forwardPattern, persistenceOf } from './contract.js'
import { packedFields, putMessage } from './outbox.js'
import { PATTERNS, type TransportPattern } from './patterns.js'
import { timestampOf } from './signal-of.js'

/** What tells that a message of the sandbox's own arrived, by its way. */
const AWAITS: Readonly<Partial<Record<TransportPattern, Awaited>>> = {
  FORWARD_RELIABLE: 'SIGNAL',
  FORWARD_EXPRESS: 'SIGNAL',
  ASYNC_RELIABLE: 'INLINE_SIGNAL',
}

/** Only what is to be acknowledged is tried again. */
const triesOf = (pattern: TransportPattern, contract: MessageHandlingSystem) => {
  const { retries, interval, persist } = persistenceOf(contract, pattern)
  return AWAITS[pattern] ? { retries, interval, persist } : { retries: 0, interval: 0, persist }
}

/**
 * Makes the port by which services send their messages (see `Send`): to the party of the receiver's
 * system, by that party's contract (tms 9.1). They are the Spine, so that the first hop is no connection.
 */
export const createSend =
  (directory: Directory) =>
  (world: World, { service, message, conversationId, reliable }: Outgoing): Sent => {
    const receiver = directory.system(world, message.receiver)
    if (!receiver) return { ok: false, reason: 'UNKNOWN_SYSTEM' }
    const name = serviceName(service)
    const interaction = `${name}:${message.interactionId}`
    const contract = directory.contract(world, receiver.partyKey, interaction)
    const [endpoint] = contract?.addresses ?? []
    if (!contract || endpoint === undefined) return { ok: false, reason: 'NO_CONTRACT' }
    const pattern = reliable ? 'ASYNC_RELIABLE' : forwardPattern(contract, contract)
    const { actor, duplicateElimination, syncReply } = PATTERNS[pattern]
    const header = {
      from: directory.system(world, message.sender)?.partyKey ?? ERS_PARTY,
      to: receiver.partyKey,
      cpaId: contract.cpaId,
      conversationId: conversationId ?? world.ids.uuid().toUpperCase(),
      service: name,
      action: message.interactionId,
      messageId: message.id,
      timestamp: timestampOf(world),
      duplicateElimination: duplicateElimination === 'REQUIRED' || actor !== undefined,
    }
    const { persist, ...tries } = triesOf(pattern, contract)
    const now = world.clock.now()
    putMessage(world, {
      messageId: header.messageId,
      conversationId: header.conversationId,
      refToMessageId: null,
      fromParty: header.from,
      toParty: header.to,
      cpaId: header.cpaId,
      service: name,
      action: header.action,
      hl7Id: message.id,
      pattern,
      accepted: now,
      expires: now + persist,
      ...tries,
      awaits: AWAITS[pattern] ?? 'ANSWER',
      reports: 0,
      endpoint,
      exchange: null,
      ...packedFields(
        packMessage(
          {
            header,
            ...(syncReply === 'REQUIRED' && { syncReply: true }),
            ...(actor && { ackRequested: actor }),
          },
          xmlDocument(writeMessage(message)),
        ),
      ),
    })
    return { ok: true, conversationId: header.conversationId }
  }
