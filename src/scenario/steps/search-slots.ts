import { freeSlots } from '../../robots/acts/appointments.js'
import { refers, usually, whole } from '../language/fields.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'
import { PRIORITY, service } from './common.js'

export const searchSlots = step({
  name: 'search slots',
  does: 'A referrer looks for free slots of a service (A015).',
  example: 'search slots: { service: 11000, at least: 1 }',
  fields: {
    by: refers('professional', 'who looks', 'gp'),
    service: service('of which service'),
    priority: usually(PRIORITY, 'routine'),
    'at least': usually(whole('how many there must be', 0, 100), '0'),
    'at most': usually(whole('how many there may be', 0, 100), '100'),
  },
  saves: {
    kind: 'value',
    byDefault: 'slots',
    members: { count: 'how many', first: 'when the earliest begins' },
  },
  sentence: ({ by, service }, { who }) => `${who(by)} looks for free slots of service ${service}.`,
  async play(given, stage) {
    const who = stage.professional(given.by)
    const slots = await freeSlots(who, given.service, given.priority, 100)
    const [least, most] = [given['at least'], given['at most']]
    if (slots.length < least || slots.length > most)
      throw new NotAsExpected(
        `${least === most ? least : `${least} to ${most}`} free slots`,
        `${slots.length}`,
      )
    stage.tell(
      slots[0]
        ? `${slots.length} slots are free, the earliest at ${slots[0].start}.`
        : 'No slot is free.',
    )
    return { count: String(slots.length), first: slots[0]?.start ?? '' }
  },
})
