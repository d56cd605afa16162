import { control } from '../control.js'
import { jsonOf } from '../heard.js'
import type { Line } from '../line.js'
import { done } from '../turned-away.js'

interface Entry {
  readonly resource: {
    readonly resourceType: string
    readonly identifier?: readonly { readonly value: string }[]
  }
}

const TARGET = Buffer.from(
  JSON.stringify({
    system: 'urn:ietf:rfc:3986',
    value: '2b3b21fd-fe9f-403c-9682-10b8d8a4eaf3',
  }),
).toString('base64')

/** UBRNs of a patient's own referrals, as an app for patients reads them (patient care API A001). */
export async function ownReferrals(line: Line, user: string, nhsNumber: string): Promise<string[]> {
  const { access_token } = await control<{ access_token: string }>(line, 'POST', '/tokens', {
    user,
  })
  const query = new URLSearchParams({
    'patient:identifier': `https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}`,
    category: 'http://snomed.info/sct|3457005',
  })
  const heard = await line.send({
    method: 'GET',
    path: `/e-referrals-service-patient-care-api/FHIR/R4/ServiceRequest?${query}`,
    headers: { Authorization: `Bearer ${access_token}`, 'NHSD-Target-Identifier': TARGET },
  })
  const { entry = [] } = jsonOf<{ entry?: readonly Entry[] }>(done(heard))
  return entry
    .filter(({ resource }) => resource.resourceType === 'ServiceRequest')
    .flatMap(({ resource }) => resource.identifier?.[0]?.value ?? [])
}

/** What happens to a referral outside the API: in the portal, the web application, the hospital. */
export const happensToReferral = (line: Line, ubrn: string, action: object): Promise<void> =>
  control(line, 'POST', `/referrals/${ubrn}/actions`, action)

/** What happens to a patient in life, or to the record. */
export const happensToPatient = (line: Line, nhsNumber: string, action: object): Promise<void> =>
  control(line, 'POST', `/patients/${nhsNumber}/actions`, action)
