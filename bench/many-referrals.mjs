import { appointments } from '../build/world/tables/appointment.js'
import { healthcareServices } from '../build/world/tables/healthcare-service.js'
import { referrals } from '../build/world/tables/referral.js'

/** A booked referral of the standard data set that waits for review. */
const MODEL = '000000070001'
/** How many referrals wait for review at the service of the model, whatever the size of the world. */
const WAITING = 20

/** What most referrals of a busy region have come to; none of it is on the worklist measured. */
const PAST = [
  { state: 'NOT_BOOKED' },
  { state: 'BOOKED', review: 'ACCEPTED' },
  { state: 'BOOKED', review: 'ACCEPTED' },
  { state: 'TRIAGE_RESPONSE', review: 'REVIEWED' },
  { state: 'REJECTED', review: 'REVIEWED' },
  { state: 'CANCELLED_REFERRAL' },
]

function copy(store, model, at, change) {
  const appointmentId = 500_000 + at
  const booked = change.state === 'BOOKED'
  const { appointmentId: original, currentService, ...rest } = model
  const service = change.service ?? currentService
  referrals.save(store, {
    ...rest,
    ubrn: String(100_000_000 + at).padStart(12, '0'),
    requestId: `r.${at}`,
    state: change.state,
    review: change.review ?? 'NOT_FOR_REVIEW',
    shortlist: [service],
    documents: [],
    ...(change.state === 'NOT_BOOKED' ? {} : { currentService: service }),
    ...(booked ? { appointmentId } : {}),
  })
  const appointment = appointments.find(store, String(original))
  if (booked)
    appointments.save(store, {
      ...appointment,
      id: appointmentId,
      ubrn: String(100_000_000 + at).padStart(12, '0'),
      serviceId: service,
      slotId: undefined,
    })
}

/**
 * Fills a world with referrals straight through the tables; answers their UBRNs and the service
 * whose worklist stays the same size.
 */
export function manyReferrals(world, count) {
  const { store } = world
  const model = referrals.find(store, MODEL)
  const services = healthcareServices
    .where(store, 'provider = ?', 'R69')
    .map(({ id }) => id)
    .filter((id) => id !== model.currentService)
  store.transaction(() => {
    for (let at = 0; at < count; at++) {
      const waits = at < WAITING
      const service = at % 10 === 0 ? model.currentService : services[at % services.length]
      copy(store, model, at, {
        ...(waits ? { state: 'BOOKED', review: 'PENDING' } : PAST[at % PAST.length]),
        service: waits ? model.currentService : service,
      })
    }
  })
  const ubrns = Array.from({ length: count }, (_, at) => String(100_000_000 + at).padStart(12, '0'))
  return { ubrns, service: model.currentService }
}
