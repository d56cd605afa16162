import {
  openPasRequest,
  type PasRequest,
  pasRequests,
} from '../../../../world/tables/pas-request.js'
import type { World } from '../../../../world/world.js'
import type { PasQuestion, Result } from '../outcome.js'
import { sendRequest } from './request.js'
import { settleRequest } from './settle-request.js'

/** No operation asks more often: it cancels one booking and makes another. */
const MOST_QUESTIONS = 4

/** Ends when a request has been answered, has failed or has waited long enough; told by the world's events. */
function ended(world: World, id: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = world.events.listen((event) => {
      if (event.kind !== 'pas' || event.subject !== id) return
      // What is told may still be taken back: only what the world keeps counts.
      queueMicrotask(() => {
        if (pasRequests.find(world.store, id)?.state === 'WAITING') return
        stop()
        resolve()
      })
    })
  })
}

/** Asks in a transaction of its own; a question that is out already is not asked again. */
const ask = (world: World, question: PasQuestion, userId: string | undefined): PasRequest =>
  world.store.transaction(
    () =>
      openPasRequest(world.store, question) ??
      sendRequest(world, question, { open: true, ...(userId === undefined ? {} : { userId }) }),
  )

async function askAndRun<Value>(
  world: World,
  run: () => Result<Value>,
  first: PasQuestion,
  userId: string | undefined,
): Promise<Result<Value>> {
  const asked: string[] = []
  let question: PasQuestion | undefined = first
  let outcome: Result<Value> | undefined
  while (question && asked.length < MOST_QUESTIONS) {
    const request = ask(world, question, userId)
    asked.push(request.id)
    if (
      request.state === 'WAITING' &&
      pasRequests.find(world.store, request.id)?.state === 'WAITING'
    )
      await ended(world, request.id)
    outcome = world.store.attempt(run, ({ ok }) => ok)
    question = outcome.ok ? undefined : outcome.question
  }
  const done = outcome as Result<Value>
  world.store.transaction(() => {
    for (const id of asked) settleRequest(world, id, done.ok)
  })
  return done
}

/**
 * Runs an operation in one transaction. If it cannot go on before a hospital's system has answered, it
 * is taken back, the system is asked, and it runs again once the answer is there, the time is up on
 * the world's clock or the message could not be delivered (ers-hl7v3-mim 8.2, 8.3). `userId`: the
 * person who wants it, if it is one of the two sides; `again`: what to do before it runs again.
 */
export function runWithPas<Value>(
  world: World,
  run: () => Result<Value>,
  { userId, again }: { readonly userId?: string; readonly again?: () => void } = {},
): Result<Value> | Promise<Result<Value>> {
  const outcome = world.store.attempt(run, ({ ok }) => ok)
  if (outcome.ok || !outcome.question) return outcome
  const rerun = (): Result<Value> => {
    again?.()
    return run()
  }
  return askAndRun(world, rerun, outcome.question, userId)
}
