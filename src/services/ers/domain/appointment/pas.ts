import type { Appointment } from '../../../../world/tables/appointment.js'
import { healthcareServices, isConnected } from '../../../../world/tables/healthcare-service.js'
import type { Reason } from '../../../../world/tables/referral.js'
import { readSetting, removeSetting, writeSetting } from '../../../../world/tables/setting.js'
import type { World } from '../../../../world/world.js'
import { type ErsCode, ok, type PasQuestion, type Result, refuse } from '../outcome.js'
import { type PasFailure, pasAnswer } from '../pas/answer-of.js'

/** How the hospital's PAS behaves at a service: as it should, or with a trouble that was asked for. */
export type PasBehaviour = 'ACCEPTS' | 'TIMES_OUT' | 'ERRORS' | 'REFUSES'

export type PasTrouble = Exclude<PasBehaviour, 'ACCEPTS'>

/** Trouble of every service's system, whatever is said of each. */
const FORCED_SETTING = 'pasTrouble'

export const forcePas = ({ store }: World, trouble: PasTrouble): void =>
  writeSetting(store, FORCED_SETTING, trouble)

export const releasePas = ({ store }: World): void => removeSetting(store, FORCED_SETTING)

const settingOf = (serviceId: string): string => `pas/${serviceId}`

export const pasBehaviour = (world: World, serviceId: string): PasBehaviour =>
  readSetting<PasBehaviour>(world.store, settingOf(serviceId)) ?? 'ACCEPTS'

export const setPasBehaviour = (world: World, serviceId: string, behaviour: PasBehaviour): void =>
  writeSetting(world.store, settingOf(serviceId), behaviour)

const ASKED: Readonly<Record<PasQuestion['kind'], string>> = {
  BOOK: 'create booking into',
  CANCEL: 'cancel booking into',
}

const failed = ({ kind, slotId, ubrn }: PasQuestion, status: string): string =>
  `PAS unable to ${ASKED[kind]} slot '${slotId}' for UBRN: ${ubrn}. PAS Request Status: ${status}`

const cannotCancel = ({ slotId }: PasQuestion): string =>
  `The booking of slot '${slotId}' could not be cancelled.`

/** What each trouble leads to (ers-fhir 4.3). */
const TROUBLES: Readonly<
  Record<PasTrouble, (question: PasQuestion) => readonly [code: ErsCode, diagnostics: string]>
> = {
  TIMES_OUT: (question) => ['PAS_NOT_RESPONDING', failed(question, 'TIMED_OUT')],
  ERRORS: (question) => ['PAS_RESPONDED_WITH_ERROR', failed(question, 'ERROR')],
  REFUSES: (question) =>
    question.kind === 'BOOK'
      ? [
          'UNABLE_TO_CONFIRM_APPOINTMENT',
          `The booking of slot '${question.slotId}' could not be confirmed.`,
        ]
      : ['UNABLE_TO_CANCEL_APPOINTMENT', cannotCancel(question)],
}

/** How an operation tells that the hospital's system refused to cancel (ers-hl7v3-mim 8.3). */
export type RefusedAs = Extract<
  ErsCode,
  'PAS_RESPONDED_WITH_ERROR' | 'UNABLE_TO_CANCEL_APPOINTMENT'
>

/** What an operation answers when the hospital's system did not do as it was asked. */
function refuseFor(
  question: PasQuestion,
  failure: PasFailure,
  refusedAs: RefusedAs,
): Result<never> {
  if (failure === 'NO_ANSWER') return refuse('PAS_NOT_RESPONDING', failed(question, 'TIMED_OUT'))
  return refusedAs === 'PAS_RESPONDED_WITH_ERROR'
    ? refuse(refusedAs, failed(question, 'ERROR'))
    : refuse(refusedAs, cannotCancel(question))
}

function ask(world: World, question: PasQuestion, refusedAs: RefusedAs): Result<undefined> {
  const { serviceId } = question
  const forced = readSetting<PasTrouble>(world.store, FORCED_SETTING)
  if (forced) return refuse(...TROUBLES[forced](question))
  if (!isConnected(healthcareServices.find(world.store, serviceId))) {
    const behaviour = pasBehaviour(world, serviceId)
    return behaviour === 'ACCEPTS' ? ok(undefined) : refuse(...TROUBLES[behaviour](question))
  }
  const answer = pasAnswer(world, question)
  return answer.ok
    ? answer.value === 'DONE'
      ? ok(undefined)
      : refuseFor(question, answer.value, refusedAs)
    : answer
}

/**
 * Asks the PAS to book a slot (ers-fhir 7.16). Of a system that is asked by message the answer is not
 * there at first: the result then says what to ask (see `runWithPas`).
 */
export const bookInPas = (
  world: World,
  request: Pick<PasQuestion, 'serviceId' | 'slotId' | 'ubrn'>,
): Result<undefined> => ask(world, { kind: 'BOOK', ...request }, 'PAS_RESPONDED_WITH_ERROR')

/** Asks the PAS to cancel a booking; an indirect booking has no slot that it would know of. */
export const cancelInPas = (
  world: World,
  { serviceId, slotId, ubrn }: Appointment,
  reason: Reason,
  refusedAs: RefusedAs,
): Result<undefined> =>
  slotId === undefined
    ? ok(undefined)
    : ask(world, { kind: 'CANCEL', serviceId, slotId, ubrn, reason }, refusedAs)
