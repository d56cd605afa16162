import type { Appointment } from '../../../../world/tables/appointment.js'
import { readSetting, writeSetting } from '../../../../world/tables/setting.js'
import type { World } from '../../../../world/world.js'
import { type ErsCode, ok, type Result, refuse } from '../outcome.js'

/** How the hospital's PAS behaves at a service: as it should, or with a trouble that was asked for. */
export type PasBehaviour = 'ACCEPTS' | 'TIMES_OUT' | 'ERRORS' | 'REFUSES'

type Trouble = Exclude<PasBehaviour, 'ACCEPTS'>
type Request = 'book' | 'cancel'

interface PasRequest {
  readonly serviceId: string
  readonly slotId: number
  readonly ubrn: string
}

const settingOf = (serviceId: string): string => `pas/${serviceId}`

export const pasBehaviour = (world: World, serviceId: string): PasBehaviour =>
  readSetting<PasBehaviour>(world.store, settingOf(serviceId)) ?? 'ACCEPTS'

export const setPasBehaviour = (world: World, serviceId: string, behaviour: PasBehaviour): void =>
  writeSetting(world.store, settingOf(serviceId), behaviour)

const ASKED: Readonly<Record<Request, string>> = {
  book: 'create booking into',
  cancel: 'cancel booking into',
}

const failed = (asked: Request, { slotId, ubrn }: PasRequest, status: string): string =>
  `PAS unable to ${ASKED[asked]} slot '${slotId}' for UBRN: ${ubrn}. PAS Request Status: ${status}`

/** What each trouble leads to (ers-fhir 4.3). */
const TROUBLES: Readonly<
  Record<Trouble, (asked: Request, request: PasRequest) => readonly [ErsCode, string]>
> = {
  TIMES_OUT: (asked, request) => ['PAS_NOT_RESPONDING', failed(asked, request, 'TIMED_OUT')],
  ERRORS: (asked, request) => ['PAS_RESPONDED_WITH_ERROR', failed(asked, request, 'ERROR')],
  REFUSES: (asked, { slotId }) =>
    asked === 'book'
      ? ['UNABLE_TO_CONFIRM_APPOINTMENT', `The booking of slot '${slotId}' could not be confirmed.`]
      : ['UNABLE_TO_CANCEL_APPOINTMENT', `The booking of slot '${slotId}' could not be cancelled.`],
}

function ask(world: World, asked: Request, request: PasRequest): Result<undefined> {
  const behaviour = pasBehaviour(world, request.serviceId)
  return behaviour === 'ACCEPTS' ? ok(undefined) : refuse(...TROUBLES[behaviour](asked, request))
}

/** Asks the PAS to book a slot (ers-fhir 7.16). */
export const bookInPas = (world: World, request: PasRequest): Result<undefined> =>
  ask(world, 'book', request)

/** Asks the PAS to cancel a booking; an indirect booking has no slot that it would know of. */
export const cancelInPas = (world: World, appointment: Appointment): Result<undefined> =>
  appointment.slotId === undefined
    ? ok(undefined)
    : ask(world, 'cancel', { ...appointment, slotId: appointment.slotId })
