import type { FamilyName, Release } from '../../../hl7v3/ebooking/families.js'
import { interactionOf, versionCodeOf } from '../../../hl7v3/ebooking/releases.js'
import type { Incoming, Interaction, Outcome } from '../../../hl7v3/interaction.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import { isStrict } from '../../../world/strict.js'
import type { World } from '../../../world/world.js'
import { releasesOf } from '../domain/pas/connection.js'
import { servesAny } from '../domain/pas/provider-messages.js'
import { EBS_SOURCE, type EbsAdvice, type EbsRefusal } from './advice-rules.js'
import { checkMessage } from './check-message.js'
import { type MessageFault, rejected } from './outcomes.js'

/** A message whose form is in order. */
export interface Taken<Payload> {
  readonly payload: Payload
  readonly message: Incoming
  readonly release: Release
  readonly world: World
}

/** What e-RS does with the messages of a family. */
export interface Taking<Payload> {
  readonly family: FamilyName
  /** Reads the payload; undefined where a part that must be there is missing. */
  readonly read: (payload: XmlElement) => Payload | undefined
  /** Whether it comes from a hospital's system, which then must be that of some service. */
  readonly fromPas: boolean
  readonly handle: (taken: Taken<Payload>) => Outcome | undefined
}

/** Where and why findings are noted, by rule. */
export const noteOf =
  ({ find }: Incoming) =>
  (rule: EbsAdvice | EbsRefusal, message: string, section: string): void =>
    find(`ebs.${rule}`, message, `${EBS_SOURCE} ${section}`)

/** An answer belongs into the conversation of its request; one that is elsewhere is taken all the same. */
export function noteConversation(
  message: Incoming,
  asked: { readonly conversationId: string },
): void {
  const { conversationId, messageId } = message
  if (conversationId === undefined || conversationId === asked.conversationId) return
  noteOf(message)(
    'other-conversation',
    `Message ${messageId} is in conversation '${conversationId}'; its request was in '${asked.conversationId}'.`,
    '2.1',
  )
}

const EXPLAINED: Readonly<Record<MessageFault, string>> = {
  202: 'The message is not as the schema of its interaction has it.',
  503: 'The versionCode is not that of the release of the interaction.',
  900: 'The sender keeps the clinics of no service: connect one to it first.',
}

/** The fault of a message: schema, then sender (ers-hl7v3-mim 12.2, 6 and 7); its wrapper is in order. */
function faultOf<Payload>(
  { fromPas }: Taking<Payload>,
  message: Incoming,
  release: Release,
  world: World,
  payload: Payload | undefined,
): MessageFault | undefined {
  if (!checkMessage(world, message) || payload === undefined) return 202
  if (fromPas && !servesAny(world, message.sender)) return 900
  return isOldRelease(message, release, world) && isStrict(world, 'ebs.old-release')
    ? 503
    : undefined
}

/** A partner that speaks the newer release should not fall back to the older one; it is noted. */
function isOldRelease(message: Incoming, release: Release, world: World): boolean {
  const isOld = release === '2.3' && releasesOf(world, message.sender).includes('3.1.09')
  if (isOld)
    noteOf(message)(
      'old-release',
      `System '${message.sender}' is registered for MiM 3.1.09 and sent a message of 2.3.`,
      '13',
    )
  return isOld
}

function take<Payload>(
  taking: Taking<Payload>,
  release: Release,
  answered: boolean,
  message: Incoming,
  world: World,
): Outcome | undefined {
  const payload = taking.read(message.content)
  const fault = faultOf(taking, message, release, world, payload)
  if (fault !== undefined) {
    noteOf(message)('rejected', `${fault}: ${EXPLAINED[fault]}`, '12.2')
    return answered ? rejected(release, fault) : undefined
  }
  return taking.handle({ payload: payload as Payload, message, release, world })
}

/** Families whose messages are answers: a fault of theirs is noted and never answered (ers-hl7v3-mim 5.1). */
const ANSWERS: readonly FamilyName[] = [
  'availableSlots',
  'appointmentConfirmed',
  'appointmentRejected',
  'cancellationConfirmed',
  'cancellationRejected',
  'acknowledgement',
]

/** Declares what e-RS does with a family, in both releases. */
export function takes<Payload>(taking: Taking<Payload>): readonly Interaction[] {
  const answered = !ANSWERS.includes(taking.family)
  return (['3.1.09', '2.3'] as const).map((release) => {
    const { interactionId, title } = interactionOf(taking.family, release)
    const versionCode = versionCodeOf(release)
    return {
      interactionId,
      title,
      service: 'ebs',
      pattern: 'forward',
      carries: taking.family === 'acknowledgement' ? 'nothing' : 'subject',
      release: versionCode,
      versionCode,
      rejection: {
        interactionId: interactionOf('acknowledgement', release).interactionId,
        release: versionCode,
      },
      ...(!answered && { answered: false as const }),
      handle: (message, world) => take(taking, release, answered, message, world),
    }
  })
}
