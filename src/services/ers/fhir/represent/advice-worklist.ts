import { isoInstant } from '../../../../world/instant.js'
import type { AdviceItem } from '../../domain/advice/worklist.js'
import { CS, ID, SD } from '../systems.js'
import { byIdentifier, concept, type Json, list, referenceData } from './elements.js'

const coded = (url: string, system: string, code: string | undefined): Json | false =>
  code !== undefined && { url, valueCodeableConcept: concept(system, code) }

const person = (url: string, system: string, id: string | undefined): Json | false =>
  id !== undefined && { url, valueReference: byIdentifier(system, id) }

/** What the list shows of a conversation (ers-fhir 7.23). */
const fields = (base: string, { advice, service }: AdviceItem): Json[] =>
  list(
    coded('priority', CS('eRS-Priority-1'), advice.priority),
    coded('specialty', referenceData(base, 'SPECIALTY'), service.specialty),
    person('patient', ID.nhsNumber, advice.nhsNumber),
    person('namedClinician', ID.sdsUser, advice.criteria.namedClinician),
    coded('category', CS('eRS-AdviceAndGuidanceStatus-1'), advice.status),
    { url: 'adviceFirstRequested', valueDateTime: isoInstant(advice.created) },
    { url: 'adviceLastUpdated', valueDateTime: isoInstant(advice.updated) },
    person('referrer', ID.sdsUser, advice.referringClinician),
    { url: 'service', valueReference: byIdentifier(ID.service, service.id, service.name) },
    coded('clinicType', referenceData(base, 'CLINIC-TYPE'), advice.criteria.clinicType),
    { url: 'communicationRequestVersion', valueInteger: advice.version },
  )

/** The worklist of advice and guidance requests; an empty one has an empty `entry`. */
export const representAdviceWorklist = (base: string, items: readonly AdviceItem[]): Json => ({
  meta: { profile: [SD('eRS-FetchWorklist-List-1')] },
  resourceType: 'List',
  status: 'current',
  mode: 'snapshot',
  entry: items.map((item) => ({
    extension: [
      {
        extension: fields(base, item),
        url: SD('Extension-eRS-AdviceAndGuidanceRequests-WorkListItem-1'),
      },
    ],
    item: { reference: `CommunicationRequest/${item.advice.ubrn}` },
  })),
})
