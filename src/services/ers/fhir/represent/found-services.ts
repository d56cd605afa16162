import type {
  AgeRange,
  HealthcareService,
  WaitingTime,
} from '../../../../world/tables/healthcare-service.js'
import type { FoundService } from '../../domain/search/search-services.js'
import { CS, ID, SD } from '../systems.js'
import { byIdentifier, concept, identifier, type Json, list, referenceData } from './elements.js'

const coded = (url: string, system: string, code: string | undefined): Json | false =>
  code !== undefined && { url, valueCodeableConcept: concept(system, code) }

const words = (url: string, valueString: string | undefined): Json | false =>
  valueString !== undefined && { url, valueString }

const waiting = (url: string, wait: WaitingTime | 'LOW', system: string): Json =>
  typeof wait === 'number'
    ? { url, valueUnsignedInt: wait }
    : { url, valueCodeableConcept: concept(system, wait) }

const ages = ({ from, to, unit }: AgeRange): Json => ({
  url: 'ageTreated',
  valueRange: {
    ...(from === undefined ? {} : { low: { value: from, unit } }),
    ...(to === undefined ? {} : { high: { value: to, unit } }),
  },
})

/** What a referrer reads of a service in a search (ers-fhir 7.10, summary). */
const summary = (base: string, service: HealthcareService): Json => ({
  extension: list(
    words('serviceName', service.name),
    coded('specialty', referenceData(base, 'SPECIALTY'), service.specialty),
    coded('genderTreated', CS('eRS-GenderTreated-1'), service.gendersTreated),
    coded('bookableType', CS('eRS-BookableType-1'), service.bookable),
    coded('supportedAppointmentType', CS('eRS-AppointmentType-1'), service.appointmentType),
    { url: 'referralLetterRequired', valueBoolean: service.letterRequired },
    {
      url: 'location',
      valueReference: byIdentifier(
        ID.directoryOrganisation,
        service.location.odsCode,
        service.location.name,
      ),
    },
    words(
      'linkToNHSWebsite',
      `https://www.nhs.uk/service-search/other-services/chooseandbook?serviceId=${service.id}`,
    ),
    ...service.flows.map((flow) =>
      coded('supportedRequestFlowType', CS('eRS-RequestFlowType-1'), flow),
    ),
    service.treatmentWait !== undefined &&
      waiting('indicativeTreatmentWaitTime', service.treatmentWait, CS('eRS-CapacityAlert-1')),
    words('referrerAlert', service.referrerAlert),
    words('exclusions', service.exclusions),
    words('suggestedInvestigations', service.suggestedInvestigations),
    words('conditionsTreated', service.conditionsTreated),
    service.agesTreated && ages(service.agesTreated),
    ...service.additionalRequirements.map((requirement) =>
      coded('additionalRequirementSupported', CS('eRS-AdditionalRequirementType-1'), requirement),
    ),
  ),
  url: SD('Extension-eRS-ServiceSummaryView-1'),
})

const entry = (base: string, { service, distance }: FoundService): Json => ({
  extension: [
    {
      extension: list(
        { url: 'displayProminently', valueBoolean: service.displayProminently },
        distance !== undefined && { url: 'distance', valueUnsignedInt: distance },
        waiting('indicativeAppointmentWaitTime', service.appointmentWait, CS('eRS-IWT-1')),
      ),
      url: SD('Extension-eRS-ServiceSearch-ListItem-1'),
    },
  ],
  item: {
    extension: [summary(base, service)],
    identifier: identifier(ID.service, service.id),
  },
})

const NOTHING_FOUND = {
  coding: [
    {
      system: 'http://hl7.org/fhir/ValueSet/list-empty-reason',
      code: 'nilknown',
      display: 'no results',
    },
  ],
}

/** The services that a search found (ers-fhir 7.10). */
export const representFoundServices = (base: string, found: readonly FoundService[]): Json => ({
  meta: { profile: [SD('eRS-FetchServices-List-1')] },
  resourceType: 'List',
  status: 'current',
  mode: 'snapshot',
  ...(found.length === 0
    ? { emptyReason: NOTHING_FOUND }
    : { entry: found.map((one) => entry(base, one)) }),
})
