import type { Store } from '../../../../world/store.js'
import { findAccreditedSystem } from '../../../../world/tables/accredited-system.js'
import { findConcept } from '../../../../world/tables/concept.js'
import type { HealthcareService } from '../../../../world/tables/healthcare-service.js'
import {
  byIdentifier,
  concept,
  identifier,
  type Json,
  list,
} from '../../fhir/represent/elements.js'
import { codeSystem, ID, profile } from './systems.js'

/** A specialty with its display; both are always there (ers-fhir 12). */
export const specialtyConcept = (store: Store, code: string): Json =>
  concept(codeSystem('eRS-Specialty'), code, findConcept(store, 'SPECIALTY', code)?.display ?? code)

/** The system of the hospital's PAS that keeps the clinics, where slots are booked directly, and its party. */
function endpointOf(store: Store, { bookable, pas, pasAsid }: HealthcareService): Json {
  const asid = pas?.asid ?? pasAsid
  if (asid === undefined || bookable !== 'DIRECTLY_BOOKABLE') return {}
  const partyKey = findAccreditedSystem(store, asid)?.partyKey
  return {
    endpoint: list(
      byIdentifier(ID.asid, asid),
      partyKey !== undefined && byIdentifier(ID.partyKey, partyKey),
    ),
  }
}

/** A service as patients see it: no contacts, no instructions (ers-fhir 12, A002). */
export const representHealthcareService = (store: Store, service: HealthcareService): Json => ({
  id: service.id,
  meta: {
    versionId: String(service.version),
    profile: [profile('HealthcareService-PatientCare')],
  },
  resourceType: 'HealthcareService',
  identifier: [identifier(ID.service, service.id)],
  providedBy: byIdentifier(ID.ods, service.providerOrganisation),
  ...(service.appointmentType === undefined
    ? {}
    : { type: [concept(codeSystem('eRS-AppointmentType'), service.appointmentType)] }),
  specialty: [specialtyConcept(store, service.specialty)],
  location: [byIdentifier(ID.site, service.site)],
  name: service.name,
  ...endpointOf(store, service),
})
