import { signalAction } from '../../../ebxml/names.js'
import type { Trouble } from '../../../faults/trouble.js'
import { MINUTE } from '../../../world/instant.js'
import {
  addAttempt,
  attemptsOf,
  findSpineMessage,
  type SpineMessage,
  setAttemptOutcome,
} from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'
import { TMS_ADVICE } from '../advice-rules.js'
import type { DeliveredBytes, TmsContext } from '../context.js'
import { deliverThrough, deliveryTrouble } from './delivery-trouble.js'
import { acknowledgeMessage, failMessage, isOpen, moveMessage } from './end-message.js'
import { type Judgement, judgeAnswer } from './judge-answer.js'
import { MESSAGE_ERRORS } from './message-errors.js'
import { DELIVER, POSTPONED } from './outbox.js'
import { relaySignal } from './relay-signal.js'

/** What the sender is told: that it never left, or that nobody acknowledged it (tms 12.4). */
const failureOf = ({ state }: SpineMessage) =>
  [state === 'DELIVERED' ? MESSAGE_ERRORS.NOT_ACKNOWLEDGED : MESSAGE_ERRORS.NOT_SENT] as const

/** Whether having been delivered is all that the Spine cares for. */
const isEnough = ({ awaits }: SpineMessage): boolean =>
  awaits === 'ANSWER' || awaits === 'RELAYED_SIGNAL'

/**
 * How long the other work of a clock waits for an answer, in milliseconds of real time: who moves a
 * clock by hand wants to see what came of it; on a clock that runs nobody waits for a slow receiver.
 */
const PATIENCE: Readonly<Record<World['clock']['mode'], number>> = { frozen: 1000, real: 50 }

function headersOf({ soapAction, contentType }: SpineMessage): Record<string, string> {
  return { SOAPAction: soapAction, 'Content-Type': contentType, Connection: 'close' }
}

/**
 * Brings messages to their parties: attempts by the receiver's contract, on the world's clock, until
 * one is acknowledged, refused, or the message's life is over (tms 4.9, 7).
 */
export class Courier {
  readonly #context: TmsContext
  readonly #underWay = new WeakMap<World, Set<number>>()

  constructor(context: TmsContext) {
    this.#context = context
  }

  /**
   * Makes an attempt, or gives the message up. The clock's other work waits for the answer only so
   * long; a slow receiver is heard all the same.
   */
  async deliver(world: World, id: number, postponed = false): Promise<void> {
    const message = findSpineMessage(world.store, id)
    if (!message || !isOpen(message)) return
    if (this.#way(world).has(id)) return this.#later(world, message)
    if (world.store.transaction(() => this.#giveUp(world, message))) return
    const trouble = deliveryTrouble(world, message)
    if (trouble && trouble.delay > 0 && !postponed) return this.#postpone(world, id, trouble.delay)
    const patience = this.#context.patience(PATIENCE[world.clock.mode])
    await Promise.race([this.#attempt(world, message, trouble), patience])
  }

  #way(world: World): Set<number> {
    const known = this.#underWay.get(world) ?? new Set()
    this.#underWay.set(world, known)
    return known
  }

  /** Gives a message up, if it is past its life or its attempts are used up (tms 4.9). */
  #giveUp(world: World, message: SpineMessage): boolean {
    const late = world.clock.now() >= message.expires
    if (!late && message.attempts <= message.retries) return false
    if (message.state === 'DELIVERED') this.#noteSilence(world, message)
    const why = late ? 'Its life is over.' : 'All attempts were made.'
    failMessage(world, this.#context.directory, message.id, {
      state: late ? 'EXPIRED' : 'FAILED',
      reason: `${why} ${message.reason ?? ''}`.trim(),
      errors: failureOf(message),
    })
    return true
  }

  /** Notes on the last delivery that its acknowledgement never came. */
  #noteSilence(world: World, { id, awaits, messageId }: SpineMessage): void {
    if (awaits !== 'SIGNAL') return
    const last = attemptsOf(world.store, id).findLast(({ exchange }) => exchange !== null)
    this.#noteMissing(
      world,
      last?.exchange,
      `Message ${messageId} was asked to be acknowledged, on a connection of the receiver's own, and never was.`,
    )
  }

  #noteMissing(world: World, exchange: number | null | undefined, message: string): void {
    const { rule, source } = TMS_ADVICE.notAcknowledged
    if (typeof exchange === 'number')
      this.#context.findLater(world, exchange, { rule, message, source })
  }

  #later(world: World, { id, interval, expires }: SpineMessage): void {
    const due = Math.min(world.clock.now() + (interval || MINUTE), expires)
    world.scheduler.schedule({ kind: DELIVER, key: String(id), due })
  }

  /** A fault delays the attempt, on the world's clock. */
  #postpone(world: World, id: number, delay: number): void {
    const due = world.clock.now() + delay
    world.scheduler.schedule({ kind: DELIVER, key: String(id), due, payload: POSTPONED })
  }

  async #attempt(world: World, message: SpineMessage, trouble: Trouble | undefined): Promise<void> {
    const way = this.#way(world)
    way.add(message.id)
    try {
      const number = world.store.transaction(() => {
        // The next attempt is due already, so that a message is not forgotten if the process ends now.
        this.#later(world, message)
        return addAttempt(world.store, message.id, world.clock.now())
      })
      const delivered = await deliverThrough(trouble, this.#context.deliver, world, {
        url: message.endpoint ?? '',
        headers: headersOf(message),
        body: message.body,
        operation: message.action,
      })
      if (!world.store.isOpen) return
      const judgement = judgeAnswer(message, delivered)
      if (judgement.is === 'DELIVERED' && message.awaits === 'INLINE_SIGNAL')
        this.#noteMissing(world, delivered.exchange, judgement.words)
      world.store.transaction(() => {
        setAttemptOutcome(world.store, message.id, number, judgement.words, delivered.exchange)
        this.#conclude(world, message.id, judgement)
        if (judgement.is === 'ACKNOWLEDGED') this.#passOn(world, message, delivered)
      })
    } finally {
      way.delete(message.id)
    }
  }

  /** Draws the consequence of an attempt; a signal may have ended the message meanwhile. */
  #conclude(world: World, id: number, judgement: Judgement): void {
    const { is, words } = judgement
    if (is === 'ACKNOWLEDGED') acknowledgeMessage(world, id, words)
    else if (is === 'REFUSED')
      failMessage(world, this.#context.directory, id, {
        state: 'FAILED',
        reason: words,
        errors: judgement.errors,
      })
    else this.#goOn(world, id, is === 'DELIVERED', words)
  }

  /** An acknowledgement in the answer that the message's sender waits for goes on to it (tms 4.5). */
  #passOn(world: World, message: SpineMessage, { answer, exchange }: DeliveredBytes): void {
    if (message.awaits !== 'RELAYED_SIGNAL' || !answer) return
    const { contentType, body } = answer
    const action = 'Acknowledgment'
    const signal = { action, soapAction: signalAction(action), contentType, body, exchange }
    relaySignal(world, this.#context.directory, message, signal)
  }

  /** Waits for an acknowledgement, or for the next attempt. */
  #goOn(world: World, id: number, delivered: boolean, words: string): void {
    const before = findSpineMessage(world.store, id)
    // What arrived once stays delivered: that nobody acknowledges it is another failure.
    const state = delivered ? 'DELIVERED' : before?.state
    if (!state || !moveMessage(world, id, state, words)) return
    const message = findSpineMessage(world.store, id) as SpineMessage
    if (delivered && isEnough(message)) world.scheduler.cancel(DELIVER, String(id))
    else if (message.retries > 0 || message.awaits === 'SIGNAL') this.#later(world, message)
    else this.#giveUp(world, message)
  }
}
