import { jsonOf } from '../heard.js'
import type { Professional } from '../professional.js'

interface HealthcareService {
  readonly characteristic?: readonly {
    readonly coding: readonly { readonly code: string }[]
  }[]
}

/** How patients come to a service: by a booking in e-RS, by telephone, or after a triage. */
export type ServiceKind = 'DIRECT' | 'INDIRECT' | 'TRIAGE'

/** A033: reads of a service how patients come to it. */
export async function serviceKind(who: Professional, service: string): Promise<ServiceKind> {
  const heard = await who.call(`/R4/HealthcareService/${service}`)
  const { characteristic = [] } = jsonOf<HealthcareService>(heard)
  const codes = characteristic.flatMap(({ coding }) => coding.map(({ code }) => code))
  if (codes.includes('REVIEW')) return 'TRIAGE'
  return codes.includes('DIRECTLY_BOOKABLE') ? 'DIRECT' : 'INDIRECT'
}
