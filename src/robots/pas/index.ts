import type { Answer } from '../../http/answer.js'
import type { World } from '../../world/world.js'
import type { Delivery } from './incoming.js'
import { SEND } from './outbox.js'
import { receive } from './receive.js'
import { type LineTo, sendMessage } from './send.js'

/** Simulated hospitals, as the server holds them. */
export interface PasRobots {
  /** Takes what is delivered to the address of simulated hospitals. */
  readonly receive: (world: World, delivery: Delivery) => Promise<Answer>
  /** Called with each world that is opened. */
  readonly opened: (world: World) => void
}

/** Makes the simulated hospitals of a process; `lineTo` is their way to the Spine. */
export const createPasRobots = (lineTo: LineTo): PasRobots => ({
  receive,
  opened: (world) => {
    world.scheduler.handle(SEND, ({ key }) => sendMessage(world, lineTo, key))
  },
})
