import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { World } from '../world/world.js'

/** Waits in real time; it keeps no process alive. */
export const sleep = (milliseconds: number): Promise<void> =>
  wait(milliseconds, undefined, { ref: false })

/** Waits in real time, or until a world stops: what is done in it then waits no longer. */
export const sleepIn = (world: World, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      forget()
      resolve()
    }
    const timer = setTimeout(end, milliseconds).unref()
    const forget = world.onStop(end)
  })

/** Lets everybody else have a turn, so that work inside the process starves no connection. */
export const giveWay = (): Promise<void> => turn()
