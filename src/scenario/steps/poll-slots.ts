import { control } from '../../robots/control.js'
import { settle } from '../../robots/hospital/system.js'
import { choice, duration, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'
import { service } from './common.js'

interface Poll {
  readonly id: string
  readonly state: string
  readonly trouble?: string
  readonly slots?: number
}

const PAUSE = 100

export const pollSlots = step({
  name: 'poll slots',
  does: "e-RS asks the hospital's system for the free slots of a service, and waits for the answer.",
  example: 'poll slots: { service: 11000 }',
  fields: {
    service: service('of which service'),
    ends: usually(
      choice('how the poll must end', ['ANSWERED', 'UNANSWERED', 'FAILED']),
      'answered',
    ),
    within: usually(duration('how long at most, in real time'), '30 seconds'),
  },
  saves: { kind: 'value', byDefault: 'poll', members: { slots: 'how many slots were offered' } },
  sentence: ({ service }) => `e-RS asks the hospital's system for the slots of service ${service}.`,
  async play({ service, ends, within }, stage) {
    const path = `/services/${service}/polls`
    const { id } = await control<Poll>(stage.line, 'POST', path)
    let poll: Poll | undefined
    for (let waited = 0; waited <= within; waited += PAUSE) {
      await settle(stage.line)
      const polls = await control<readonly Poll[]>(stage.line, 'GET', path)
      poll = polls.find((one) => one.id === id)
      if (poll?.state !== 'WAITING' || !(await stage.sleep(PAUSE))) break
    }
    if (poll?.state !== ends)
      throw new NotAsExpected(
        `a poll that is ${wordsOf(ends)}`,
        [wordsOf(poll?.state ?? 'forgotten'), poll?.trouble].filter(Boolean).join(': '),
      )
    stage.tell(poll.slots === undefined ? 'No answer.' : `${poll.slots} slots are offered.`)
    return { slots: String(poll.slots ?? 0) }
  },
})
