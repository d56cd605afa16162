import {
  openPasRequest,
  type PasRequest,
  pasRequests,
} from '../../../../world/tables/pas-request.js'
import type { World } from '../../../../world/world.js'
import { rememberRefusal } from '../appointment/refused-bookings.js'
import { needAnswer, type PasQuestion, type Result, refuse } from '../outcome.js'
import { sendRequest } from './request.js'
import { settleRequest } from './settle-request.js'

/** No operation asks more often: it cancels one booking and makes another. */
const MOST_QUESTIONS = 4

const isWaiting = (world: World, id: string): boolean =>
  pasRequests.find(world.store, id)?.state === 'WAITING'

/**
 * Waits until a request has been answered, has failed or has waited long enough, which the world's
 * events tell; false if the world stopped before.
 */
function ended(world: World, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (inTime: boolean): void => {
      for (const stop of stops) stop()
      resolve(inTime)
    }
    const stops = [
      world.onStop(() => end(false)),
      world.events.listen((event) => {
        if (event.kind !== 'pas' || event.subject !== id) return
        // What is told may still be taken back: only what the world keeps counts.
        queueMicrotask(() => {
          if (!isWaiting(world, id)) end(true)
        })
      }),
    ]
  })
}

/** Asks in a transaction of its own; a question that is out already is not asked again. */
const ask = (world: World, question: PasQuestion, userId: string | undefined): PasRequest =>
  world.store.transaction(
    () =>
      openPasRequest(world.store, question) ??
      sendRequest(world, question, { open: true, ...(userId === undefined ? {} : { userId }) }),
  )

/** Of an operation that cannot be decided: another one is at work on the same request. */
const heldElsewhere = ({ ubrn }: PasQuestion): Result<never> =>
  refuse('LOCKED', `Request '${ubrn}' is held by another user: read it again later and retry.`)

/** Of an operation that was cut off: the sandbox ends, or the world is started anew. */
const cutOff = ({ ubrn }: PasQuestion): Result<never> =>
  refuse('PAS_NOT_RESPONDING', `The PAS had not answered for UBRN ${ubrn} when the world stopped.`)

export interface PasRun {
  /** The person who wants it, if it is one of the two sides. */
  readonly userId?: string
  /** What to do before it runs again. */
  readonly again?: () => void
  /** Hears how each request ended. */
  readonly answered?: (request: PasRequest) => void
}

/** Closes the requests of an operation that is over; what the hospital did in vain is undone. */
const settle = (world: World, asked: readonly string[], kept: boolean): void =>
  world.store.transaction(() => {
    for (const id of asked) settleRequest(world, id, kept)
  })

async function askAndRun<Value>(
  world: World,
  run: () => Result<Value>,
  first: PasQuestion,
  { userId, answered }: PasRun,
): Promise<Result<Value>> {
  const asked: string[] = []
  let outcome: Result<Value> = needAnswer(first)
  try {
    while (!outcome.ok && outcome.question && asked.length < MOST_QUESTIONS) {
      const { question } = outcome
      const { id } = ask(world, question, userId)
      asked.push(id)
      if (isWaiting(world, id) && !(await ended(world, id))) return cutOff(question)
      answered?.(pasRequests.find(world.store, id) as PasRequest)
      outcome = world.store.attempt(run, ({ ok }) => ok)
    }
    return !outcome.ok && outcome.question ? heldElsewhere(outcome.question) : outcome
  } finally {
    if (!world.isStopped) {
      settle(world, asked, outcome.ok)
      rememberRefusal(world, outcome)
    }
  }
}

/**
 * Runs an operation in one transaction. If it cannot go on before a hospital's system has answered, it
 * is taken back, the system is asked, and it runs again once the answer is there, the time is up on
 * the world's clock or the message could not be delivered (ers-hl7v3-mim 8.2, 8.3).
 */
export function runWithPas<Value>(
  world: World,
  run: () => Result<Value>,
  how: PasRun = {},
): Result<Value> | Promise<Result<Value>> {
  const outcome = world.store.attempt(run, ({ ok }) => ok)
  if (outcome.ok || !outcome.question) {
    rememberRefusal(world, outcome)
    return outcome
  }
  const rerun = (): Result<Value> => {
    how.again?.()
    return run()
  }
  return askAndRun(world, rerun, outcome.question, how)
}
