import { DAY, parseInstant } from '../world/instant.js'
import type { World } from '../world/world.js'
import { SandboxError } from './explain.js'

export interface WorldClock {
  /** The present moment of the world. */
  now(): Date
  /** Stops the clock, here or at a moment. */
  freeze(at?: Date | string): void
  /** Lets the clock run on from here. */
  run(): void
  /** Moves the clock forward by milliseconds; what is due on the way happens. */
  advance(milliseconds: number): Promise<void>
  /** Moves the clock forward to a moment. */
  advanceTo(at: Date | string): Promise<void>
  /** Moves the clock until nothing is due but what comes again for ever; 31 days at most. */
  untilIdle(): Promise<void>
}

function momentOf(at: Date | string): number {
  const moment = typeof at === 'string' ? parseInstant(at) : at.getTime()
  if (moment === undefined || Number.isNaN(moment))
    throw new SandboxError({
      happened: `'${String(at)}' is not a moment.`,
      where: 'world.clock',
      expected: 'a Date, or a text such as 2026-06-01T09:00:00Z',
      todo: 'write the moment with date, time and zone',
    })
  return moment
}

/** How far a clock runs at most to become idle. */
const FAR = { moments: 10_000, days: 31 } as const

/** The clock of a world as tests use it. */
export const clockOf = (current: () => World): WorldClock => ({
  now: () => new Date(current().clock.now()),
  freeze: (at) => current().freeze(at === undefined ? undefined : momentOf(at)),
  run: () => current().run(),
  advance: (milliseconds) => current().advance(milliseconds),
  advanceTo: (at) => current().advanceTo(momentOf(at)),
  async untilIdle() {
    const world = current()
    await world.runUntilIdle(FAR.moments, world.clock.now() + FAR.days * DAY)
  },
})
