import type { Store } from '../../../../world/store.js'
import { appointments } from '../../../../world/tables/appointment.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { Json } from '../../fhir/represent/elements.js'
import { representAppointment } from './appointment.js'
import { representServiceRequest } from './service-request.js'
import { DEFERRALS, representTask } from './task.js'

const entry = (base: string, resource: Json, mode: 'match' | 'include'): Json => ({
  fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
  search: { mode },
  resource,
})

/** The booking or the provider's task that goes with a referral; nothing otherwise. */
function inclusion(store: Store, base: string, referral: Referral): Json[] {
  const appointment = appointments.find(store, String(referral.appointmentId))
  if (!appointment) return []
  const request = `${base}/ServiceRequest/${referral.requestId}`
  const deferral = DEFERRALS[referral.state]
  if (deferral) return [representTask(store, referral, appointment, deferral, request)]
  return referral.state === 'BOOKED' ? [representAppointment(store, appointment, request)] : []
}

/** The answer of A001: the referrals, then what belongs to them; `total` counts the referrals. */
export function searchBundle(
  { store, ids, clock }: World,
  base: string,
  self: string,
  found: readonly Referral[],
  including: boolean,
): Json {
  const included = including ? found.flatMap((referral) => inclusion(store, base, referral)) : []
  const entries = [
    ...found.map((referral) => entry(base, representServiceRequest(store, referral), 'match')),
    ...included.map((resource) => entry(base, resource, 'include')),
  ]
  return {
    resourceType: 'Bundle',
    id: ids.uuid(),
    meta: {
      profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Bundle'],
      lastUpdated: clock.iso(),
    },
    type: 'searchset',
    timestamp: clock.iso(),
    total: found.length,
    link: [{ relation: 'self', url: self }],
    ...(entries.length === 0 ? {} : { entry: entries }),
  }
}
