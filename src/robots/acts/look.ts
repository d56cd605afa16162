import { coded, identified, type Parameter, parameters } from '../fhir/parameters.js'
import { type Criteria, criteria } from '../fhir/shortlist.js'
import { CS, NHS_NUMBER } from '../fhir/systems.js'
import { type Heard, jsonOf } from '../heard.js'
import type { Professional } from '../professional.js'

interface List {
  readonly entry?: readonly {
    readonly item: {
      readonly reference?: string
      readonly identifier?: { readonly value: string }
    }
  }[]
}

const entries = (heard: Heard) => (jsonOf<List>(heard).entry ?? []).map(({ item }) => item)

export type RequestType = 'APPOINTMENT_REQUEST' | 'ADVICE_AND_GUIDANCE_REQUEST'

/** A010: ids of the services for a patient, the nearest first. */
export async function searchServices(
  who: Professional,
  patient: string,
  found: Criteria,
  type: RequestType,
): Promise<string[]> {
  const body = parameters(
    'eRS-PatientServiceSearch-Parameters-1',
    coded('requestType', 'eRS-RequestType-1', type),
    coded('sortBy', 'eRS-SortBy-1', 'DISTANCE'),
    identified('patient', NHS_NUMBER, patient),
    { name: 'searchCriteria', resource: criteria(found) },
  )
  const path = '/STU3/HealthcareService/$ers.searchHealthcareServicesForPatient'
  return entries(await who.post(path, body)).flatMap(({ identifier }) => identifier?.value ?? [])
}

const listType = (selector: string, code: string): Parameter => ({
  name: 'listType',
  valueCodeableConcept: { coding: [{ system: CS(selector), code }] },
})

const worklist =
  (resource: string, selector: string) => async (who: Professional, type: string) => {
    const body = parameters('eRS-FetchWorklist-Parameters-1', listType(selector, type))
    const heard = await who.post(`/STU3/${resource}/$ers.fetchworklist`, body)
    return entries(heard).flatMap(({ reference }) => reference?.replace(`${resource}/`, '') ?? [])
  }

const referrals = worklist('ReferralRequest', 'eRS-ReferralListSelector-1')
const advice = worklist('CommunicationRequest', 'eRS-CommunicationListSelector-1')

export const ADVICE_LIST = 'ADVICE_AND_GUIDANCE_REQUESTS'

/** A008, or A023 for the list of advice requests: UBRNs on a worklist, in its order. */
export const readWorklist = (who: Professional, type: string): Promise<string[]> =>
  type === ADVICE_LIST ? advice(who, type) : referrals(who, type)
