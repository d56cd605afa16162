import { createHash } from 'node:crypto'
import { DAY, SECOND } from '../../../world/instant.js'
import { forgetWrites, pdsWrites } from '../../../world/tables/pds-write.js'
import { readSetting } from '../../../world/tables/setting.js'
import { refuse } from '../domain/outcome.js'
import { WRITE_SECONDS_SETTING } from '../domain/times.js'
import { PDS_ADVICE } from './advice-rules.js'
import type { Call, Outcome } from './operation.js'
import { UNFINISHED } from './outcome.js'

/** How long the gateway waits for a write, in seconds (pds 3.4). */
const WAIT = { least: 0.25, usual: 10, most: 29 } as const

const unfinished: Outcome = { ok: false, refusal: UNFINISHED }

function readWait({ request }: Call): number | undefined {
  const sent = request.header('x-sync-wait')
  if (sent === undefined) return WAIT.usual
  const seconds = /^\d{1,4}(\.\d{1,6})?$/.test(sent) ? Number(sent) : Number.NaN
  return seconds >= WAIT.least && seconds <= WAIT.most ? seconds : undefined
}

/** A write is known by who sends it, under which X-Request-ID, and by all it says. */
function keyOf({ access, request }: Call): string {
  const hash = createHash('sha256')
  for (const part of [
    access.application.clientId,
    access.token.kind === 'user' ? access.token.userId : '',
    (request.header('x-request-id') ?? '').toLowerCase(),
    request.method,
    request.path,
    request.search,
    request.header('if-match') ?? '',
  ])
    hash.update(`${part}\n`)
  return hash.update(request.body).digest('hex')
}

/** Makes the write and keeps its outcome: all of it in one transaction, or nothing. */
function make(call: Call, key: string, seconds: number, work: () => Outcome): Outcome {
  const { store, clock } = call.world
  const keep = (outcome: Outcome) => {
    const now = clock.now()
    forgetWrites(store, now)
    pdsWrites.save(store, {
      key,
      outcome,
      ready: now + seconds * SECOND,
      expires: now + DAY,
    })
  }
  const outcome = store.attempt(
    () => {
      const made = work()
      if (made.ok) keep(made)
      return made
    },
    ({ ok }) => ok,
  )
  // A refusal that the client does not wait for is asked for again, like any other outcome.
  if (!outcome.ok && seconds > 0) store.transaction(() => keep(outcome))
  return outcome
}

/**
 * Makes a write as the gateway does (pds 3.4, 6.1): the same request under the same X-Request-ID is
 * answered with the first outcome for 24 hours and not made again; one that takes longer than
 * X-Sync-Wait is answered 503 and goes on.
 */
export function write(call: Call, work: () => Outcome): Outcome {
  const wait = readWait(call)
  if (wait === undefined)
    return refuse(
      'INVALID_VALUE',
      `Invalid value - '${call.request.header('x-sync-wait')}' in header 'X-Sync-Wait'`,
    )
  const { store, clock } = call.world
  const key = keyOf(call)
  const known = pdsWrites.find(store, key)
  if (known && known.expires > clock.now()) {
    if (known.ready > clock.now() + wait * SECOND) return unfinished
    call.exchange.advise(
      PDS_ADVICE.repeated,
      'This request was made before under the same X-Request-ID: its first outcome is the answer.',
    )
    return known.outcome as Outcome
  }
  const seconds = readSetting<number>(store, WRITE_SECONDS_SETTING) ?? 0
  const outcome = make(call, key, seconds, work)
  return seconds > wait ? unfinished : outcome
}
