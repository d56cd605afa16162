/** The service base of whoever wrote a reference, down to the FHIR version (ers-fhir 1.3). */
const BASE = /^(?:https?:\/\/[^\s?#]+|_baseurl_)\/(?:STU3(?:\/v1)?|R4)\//i

/**
 * A reference without the service base that a client may have written before it, as those do that
 * resolve `Location` or keep a `fullUrl`: `ReferralRequest/000000070000/_history/5`. Only the tail counts,
 * whatever the host (chosen, as for the systems of reference data).
 */
export const localReference = (reference: string): string => reference.replace(BASE, '')
