import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Clock, type ClockState } from '../../src/world/clock.js'
import { HOUR, isoInstant } from '../../src/world/instant.js'
import { Scheduler } from '../../src/world/scheduler.js'
import { createSchema } from '../../src/world/schema.js'
import { Store } from '../../src/world/store.js'

const NOON = Date.parse('2026-06-01T12:00:00Z')

describe('a clock', () => {
  test('stands still once frozen, and runs on from there', () => {
    const clock = new Clock({ mode: 'real', offset: 0 })
    clock.freeze(NOON)
    expect([clock.now(), clock.now()]).toEqual([NOON, NOON])
    clock.run()
    expect(clock.now()).toBeGreaterThanOrEqual(NOON)
    expect(clock.now()).toBeLessThan(NOON + HOUR)
  })

  test('keeps its mode when it is set', () => {
    const clock = new Clock({ mode: 'frozen', at: 0 })
    clock.set(NOON)
    expect([clock.mode, clock.iso()]).toEqual(['frozen', '2026-06-01T12:00:00.000Z'])
  })

  test('tells of every change, so that a world can remember it', () => {
    const states: ClockState[] = []
    const clock = new Clock({ mode: 'frozen', at: 0 }, (state) => states.push(state))
    clock.set(NOON)
    expect(states).toEqual([{ mode: 'frozen', at: NOON }])
  })
})

describe('the scheduler', () => {
  let store: Store
  let clock: Clock
  let scheduler: Scheduler

  beforeEach(() => {
    store = Store.inMemory()
    createSchema(store)
    clock = new Clock({ mode: 'frozen', at: NOON })
    scheduler = new Scheduler(store, clock)
  })
  afterEach(async () => {
    await scheduler.stop()
    store.close()
  })

  test('runs jobs in order of their time, each at its own moment', async () => {
    const ran: [unknown, string][] = []
    scheduler.handle('note', ({ payload }) => {
      ran.push([payload, isoInstant(clock.now())])
    })
    scheduler.schedule({ kind: 'note', key: 'b', due: NOON + 2 * HOUR, payload: 'second' })
    scheduler.schedule({ kind: 'note', key: 'a', due: NOON + HOUR, payload: 'first' })
    scheduler.schedule({ kind: 'note', key: 'c', due: NOON + 4 * HOUR, payload: 'too late' })
    await scheduler.moveTo(NOON + 3 * HOUR)
    expect(ran).toEqual([
      ['first', '2026-06-01T13:00:00.000Z'],
      ['second', '2026-06-01T14:00:00.000Z'],
    ])
    expect(clock.iso()).toBe('2026-06-01T15:00:00.000Z')
  })

  test('what is due already runs by itself while the clock stands still', async () => {
    const ran = new Promise<string>((resolve) => {
      scheduler.handle('note', () => resolve(clock.iso()))
    })
    scheduler.schedule({ kind: 'note', due: NOON })
    expect(await ran).toBe('2026-06-01T12:00:00.000Z')
  })

  test('a job may put itself again, and runs as often as it falls due', async () => {
    let runs = 0
    scheduler.handle('hourly', ({ due }) => {
      runs++
      scheduler.schedule({ kind: 'hourly', due: due + HOUR })
    })
    scheduler.schedule({ kind: 'hourly', due: NOON + HOUR })
    await scheduler.moveTo(NOON + 5 * HOUR)
    expect(runs).toBe(5)
  })

  test('one that fails tells the caller and does not stop the others for ever', async () => {
    const ran: string[] = []
    scheduler.handle('bad', () => {
      throw new Error('broken')
    })
    scheduler.handle('good', () => {
      ran.push('good')
    })
    scheduler.schedule({ kind: 'bad', due: NOON + 1 })
    scheduler.schedule({ kind: 'good', due: NOON + 2 })
    await expect(scheduler.moveTo(NOON + HOUR)).rejects.toThrow('broken')
    await scheduler.moveTo(NOON + HOUR)
    expect(ran).toEqual(['good'])
  })

  test('jobs of a running clock run by themselves', async () => {
    const done = new Promise<void>((resolve) => scheduler.handle('soon', () => resolve()))
    clock.run('real')
    scheduler.schedule({ kind: 'soon', due: clock.now() })
    await done
  })
})
