import { passErsGateway } from '../../../gateway/ers/index.js'
import type { Door } from './door.js'

const BASE = '/referrals/FHIR'

/** The way in through the API platform: a token, and who the caller is in headers (ers-fhir 2, 3). */
export const platformDoor: Door = {
  baseOf: (version) => `${BASE}/${version}`,
  pass: passErsGateway,
  request: (request) => request,
  transactionHeader: 'X-Request-ID',
}
