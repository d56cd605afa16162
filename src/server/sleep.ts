import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

/** Waits in real time; it keeps no process alive. */
export const sleep = (milliseconds: number): Promise<void> =>
  wait(milliseconds, undefined, { ref: false })

/** Lets everybody else have a turn, so that work inside the process starves no connection. */
export const giveWay = (): Promise<void> => turn()
