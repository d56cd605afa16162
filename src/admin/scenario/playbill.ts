import { Line } from '../../robots/line.js'
import { Play } from '../../scenario/play/play.js'
import { addressOf, prepareWorld } from '../../scenario/play/prepare-world.js'
import type { Script } from '../../scenario/script.js'
import type { Sandbox } from '../../server/sandbox.js'
import { sleep } from '../../server/sleep.js'
import { Refused } from '../refused.js'

/** A scenario that plays, or has played, in a world. */
export interface Billed {
  readonly scenario: string
  readonly play: Play
}

/** How a play is to go. */
export interface PlayWish {
  /** Whether it stops before every step. */
  readonly step: boolean
  /** Whether `pause` waits. */
  readonly pauses: boolean
}

/** What plays in the worlds of a sandbox: one scenario a world, the last one kept until the next. */
export class Playbill {
  readonly #sandbox: Sandbox
  readonly #plays = new Map<string, Billed>()
  readonly #preparing = new Set<string>()

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox
    sandbox.worlds.onClosed(({ name }) => {
      this.#plays.get(name)?.play.stop()
      this.#plays.delete(name)
    })
  }

  find(world: string): Billed | undefined {
    return this.#plays.get(world)
  }

  /** Begins a play in a world; refuses while another runs there. `origin` is where the sandbox is reached. */
  async begin(
    world: string,
    origin: string,
    scenario: string,
    script: Script,
    { step, pauses }: PlayWish,
  ): Promise<Billed> {
    const running = this.#plays.get(world)
    if (this.#preparing.has(world) || (running && !running.play.over))
      throw new Refused(
        409,
        'Playing',
        `a scenario plays in world '${world}' already: stop it first`,
      )
    this.#preparing.add(world)
    try {
      const carry = this.#sandbox.carry
      await prepareWorld(new Line(origin, carry), world, script.beginning)
      const address = addressOf(origin, world)
      const play = new Play(script, { address, world, carry, sleep, pauses })
      const billed = { scenario, play }
      this.#plays.set(world, billed)
      if (step) play.pause()
      void play.run()
      return billed
    } finally {
      this.#preparing.delete(world)
    }
  }
}
