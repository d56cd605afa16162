import { passErsGateway } from '../../../gateway/ers/index.js'
import type { Door } from './door.js'
import { type FindSystem, permitSystem } from './permit-system.js'

const BASE = '/referrals/FHIR'

/**
 * The way in through the API platform: a token, and who the caller is in headers (ers-fhir 2, 3).
 * `findSystem` tells what the directory knows of the calling system.
 */
export const platformDoor = (findSystem: FindSystem): Door => ({
  baseOf: (version) => `${BASE}/${version}`,
  pass: passErsGateway,
  permitSystem: permitSystem(findSystem),
  request: (request) => request,
  transactionHeader: 'X-Request-ID',
})
