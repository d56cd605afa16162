import { checkSchema, type EbookingInteraction, versionCodeOf } from '../../hl7v3/ebooking/index.js'
import { serviceName } from '../../hl7v3/interaction.js'
import { codeOf } from '../../hl7v3/types/coded.js'
import { childOf } from '../../hl7v3/xml/element.js'
import { DAY } from '../../world/instant.js'
import { findAccreditedSystem } from '../../world/tables/accredited-system.js'
import { hl7MessageIds, rememberMessage } from '../../world/tables/hl7-message-id.js'
import type { World } from '../../world/world.js'
import type { Incoming } from './incoming.js'
import { duplicateError, messagingError, type Reply } from './reply.js'
import type { PasRobot } from './robots.js'

/** How long a message may not come again under its HL7 id. */
const REMEMBERED = DAY

/** Whether the message is what its envelope and its element say. */
const isItself = ({ header, message, root }: Incoming): boolean =>
  header.action === message.interactionId && root.name === message.interactionId

/** Whether an HL7 id came before; it is remembered. Hospitals keep their books apart from the Spine's. */
function isRepeated(world: World, { asid }: PasRobot, { message }: Incoming): boolean {
  const id = `${asid}/${message.id.toUpperCase()}`
  const now = world.clock.now()
  const seen = hl7MessageIds.find(world.store, id)
  if (seen && seen.expires > now) return true
  rememberMessage(world.store, id, now, now + REMEMBERED)
  return false
}

/** Whether the directory lets the system that is named as the sender send this, and it is the party's. */
function maySend(world: World, { header, message }: Incoming): boolean {
  const system = findAccreditedSystem(world.store, message.sender)
  const name = `${serviceName('ebs')}:${message.interactionId}`
  return system?.partyKey === header.from && system.interactions.includes(name)
}

/** The rejection of a message that is not in order, by the first fault of it (ers-hl7v3-mim 12.2, 3 to 7). */
export function rejectionOf(
  world: World,
  robot: PasRobot,
  incoming: Incoming,
  { release }: EbookingInteraction,
): Reply | undefined {
  if (!isItself(incoming)) return messagingError('515')
  if (codeOf(childOf(incoming.root, 'versionCode')) !== versionCodeOf(release))
    return messagingError('503')
  if (isRepeated(world, robot, incoming)) return duplicateError
  if (checkSchema(incoming.root)?.faults.length !== 0) return messagingError('202')
  return maySend(world, incoming) ? undefined : messagingError('900')
}
