import type { Author } from '../../../hl7v3/control-act.js'
import type { FamilyName, Release } from '../../../hl7v3/ebooking/families.js'
import { interactionOf, versionCodeOf } from '../../../hl7v3/ebooking/releases.js'
import type { Send, Sent } from '../../../hl7v3/send.js'
import { tsOfInstant } from '../../../hl7v3/types/time.js'
import type { Xml } from '../../../hl7v3/xml/template.js'
import type { World } from '../../../world/world.js'
import type { PatientSummary } from '../domain/patient.js'
import { ersSystem } from './parties.js'

/** What messages of e-RS need of the others: the way out, and who a patient is. */
export interface MimContext {
  readonly send: Send
  readonly findPatient: (world: World, nhsNumber: string) => PatientSummary | undefined
}

/** A message of e-RS to a hospital's system. */
export interface Letter {
  readonly family: FamilyName
  readonly release: Release
  /** HL7 id. */
  readonly id: string
  /** System that it is for. */
  readonly asid: string
  readonly author?: Author
  readonly content: Xml
  readonly conversationId?: string
}

const TROUBLES: Readonly<Record<Exclude<Sent, { ok: true }>['reason'], string>> = {
  UNKNOWN_SYSTEM: 'the directory does not know the system',
  NO_CONTRACT: 'the directory has no contract with an address by which the system receives it',
}

/** Sends a message; answers what kept it from being sent, in words. */
export function sendLetter(world: World, { send }: MimContext, letter: Letter): string | undefined {
  const { interactionId } = interactionOf(letter.family, letter.release)
  const sender = ersSystem(world, interactionId)
  if (sender === undefined)
    return `The directory has no system of e-RS that sends ${interactionId}.`
  const sent = send(world, {
    service: 'ebs',
    message: {
      id: letter.id,
      creationTime: tsOfInstant(world.clock.now()),
      versionCode: versionCodeOf(letter.release),
      interactionId,
      receiver: letter.asid,
      sender,
      controlAct: {
        ...(letter.author && { author: letter.author }),
        systems: [sender],
        reasons: [],
        subject: { content: letter.content, contextConduction: false },
      },
    },
    ...(letter.conversationId !== undefined && { conversationId: letter.conversationId }),
  })
  return sent.ok
    ? undefined
    : `${interactionId} was not sent to '${letter.asid}': ${TROUBLES[sent.reason]}.`
}
