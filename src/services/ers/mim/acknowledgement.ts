import type { Incoming } from '../../../hl7v3/interaction.js'
import { pasRequests } from '../../../world/tables/pas-request.js'
import { pollOfMessage } from '../../../world/tables/slot-poll.js'
import type { World } from '../../../world/world.js'
import { endPoll } from '../domain/pas/poll.js'
import { takeReply } from './answer.js'
import { noteOf, takes } from './declare.js'

/** What an acknowledgement says, for people. */
const wordsOf = ({ acknowledgement, reasons }: Incoming): string => {
  const said = [...(acknowledgement?.details ?? []), ...reasons]
    .map(({ code }) => [code.code, code.displayName].filter(Boolean).join(' '))
    .join(', ')
  return `The PAS answered ${acknowledgement?.type ?? 'nothing'}${said === '' ? '' : `: ${said}`}.`
}

/** An acknowledgement of a poll that was not processed: the slots stay as they are (ers-hl7v3-mim 8.1). */
function takePoll(world: World, message: Incoming, pollId: string): void {
  const trouble = wordsOf(message)
  noteOf(message)('poll-refused', `${trouble} The slots of the service stay as they are.`, '8.1')
  endPoll(world, pollId, { state: 'FAILED', trouble })
}

/**
 * MCCI_IN010000, PAS to e-RS: a request could not be processed at all (ers-hl7v3-mim 2, 5). One that
 * accepts says nothing of the matter: the business answer is still to come.
 */
export const acknowledgement = takes({
  family: 'acknowledgement',
  read: (controlAct) => controlAct,
  fromPas: true,
  handle({ message, world }) {
    const messageRef = message.acknowledgement?.messageRef.toUpperCase() ?? ''
    const poll = pollOfMessage(world.store, messageRef)
    const known = poll ?? pasRequests.find(world.store, messageRef)
    if (known && message.acknowledgement?.type === 'AA') {
      noteOf(message)(
        'acknowledged-request',
        'A request is answered by its business answer; an acknowledgement AA is not needed.',
        '2',
      )
      return undefined
    }
    if (poll?.asid !== message.sender)
      return takeReply(world, message, { end: { state: 'ERROR', trouble: wordsOf(message) } })
    takePoll(world, message, poll.id)
    return undefined
  },
})
