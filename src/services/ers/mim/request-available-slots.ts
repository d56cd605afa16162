import { writeRequestAvailableSlots } from '../../../hl7v3/ebooking/payloads/request-available-slots.js'
import { tsOfInstant } from '../../../hl7v3/types/time.js'
import { healthcareServices, isConnected } from '../../../world/tables/healthcare-service.js'
import type { SlotPoll } from '../../../world/tables/slot-poll.js'
import type { World } from '../../../world/world.js'
import { releaseOf } from '../domain/pas/connection.js'
import { type MimContext, sendLetter } from './outgoing.js'

/** Midnight to the minute, as the published poll writes it (ers-hl7v3-mim 7.1). */
const minuteOf = (at: number): string => tsOfInstant(at).slice(0, 12)

/** PRSC_IN080000, e-RS to PAS: asks for the free slots of a service (ers-hl7v3-mim 7.1). No person asks. */
export function sendPoll(world: World, context: MimContext, poll: SlotPoll): string | undefined {
  const service = healthcareServices.find(world.store, poll.serviceId)
  if (!isConnected(service)) return `Service '${poll.serviceId}' is not connected.`
  return sendLetter(world, context, {
    family: 'requestSlots',
    release: releaseOf(world, service.pas),
    id: poll.messageId,
    asid: poll.asid,
    conversationId: poll.conversationId,
    content: writeRequestAvailableSlots({
      id: poll.id,
      service: poll.serviceId,
      period: {
        low: minuteOf(poll.from),
        lowInclusive: true,
        high: minuteOf(poll.to),
        highInclusive: false,
      },
    }),
  })
}
