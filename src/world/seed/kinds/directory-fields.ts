import { z } from 'zod'
import { PAS_ROBOT_ADDRESS } from '../../tables/message-handling-system.js'
import { maybe, some, words } from '../values.js'

const formed = (pattern: RegExp, expected: string) => z.string().regex(pattern, { error: expected })

/** Parties and makers occur in the directory only as codes: their organisations need not be there (sds 3). */
export const anyOdsCode = formed(/^[A-Za-z0-9]{2,12}$/, 'an ODS code (2 to 12 letters and digits)')
export const partyKey = formed(/^[!-~]{1,64}$/, 'a party key (1 to 64 characters, no blanks)')
export const cpaId = formed(
  /^[a-zA-Z0-9\-:_.]{1,200}$/,
  'a CPA id (letters, digits, hyphens, colons, full stops and underscores)',
)
export const serviceName = formed(
  /^[!-~]*[^:\s]$/,
  'the name of a service, such as urn:nhs:names:services:ebs',
).max(200)
export const actionName = formed(
  /^[^:\s]{1,200}$/,
  'an action without colon, such as PRSC_IN080000UK07',
)
export const interactionId = formed(
  /^[!-~]{1,200}:[!-9;-~]{1,200}$/,
  'an interaction such as urn:nhs:names:services:ebs:PRSC_IN080000UK07',
)
/** Where a system receives messages: outside, or a party inside the process (`sandbox:pas-robot`). */
export const address = z
  .url({ protocol: /^https?$/, error: 'an address (http or https)' })
  .max(1000)
  .or(z.literal(PAS_ROBOT_ADDRESS))

export const product = z.strictObject({
  key: formed(/^\d{1,12}$/, 'a product key (a number)'),
  name: maybe(words),
  version: maybe(words),
})

const moment = formed(/^\d{14}$/, 'a moment such as 20240102090000')

export const accreditation = z.strictObject({
  requestedBy: words,
  requested: moment,
  approvedBy: words,
  approved: moment,
})

const always = z.enum(['always', 'never'])

/** Contract properties of an interaction (sds 2.5). */
export const contract = z.strictObject({
  syncReplyMode: maybe(z.enum(['MSHSignalsOnly', 'None', 'never', 'signalsAndResponse'])),
  retries: maybe(words),
  retryInterval: maybe(words),
  persistDuration: maybe(words),
  duplicateElimination: maybe(always),
  ackRequested: maybe(always),
  actors: maybe(z.array(words)),
})

/** What a record says of an accredited system; the control API asks for the same. */
export const systemFields = {
  odsCode: anyOdsCode,
  clients: z.array(anyOdsCode),
  partyKey,
  interactions: some(interactionId),
  manufacturer: maybe(anyOdsCode),
  accessControl: maybe(z.array(words)),
  product: maybe(product),
  accreditation: maybe(accreditation),
  description: maybe(words),
}

/** What a record says of a message handling system. */
export const endpointFields = {
  cpaId,
  odsCode: anyOdsCode,
  partyKey,
  service: serviceName,
  action: actionName,
  addresses: z.array(address),
  fqdn: maybe(words),
  authenticated: maybe(z.enum(['none', 'transient', 'persistent'])),
  protocol: maybe(z.enum(['FHIR', 'HL7', 'ebXML', 'N/A'])),
  contract: contract.default({}),
  contractTemplate: maybe(formed(/^\d{1,9}$/, 'a template key (a number)')),
  product: maybe(product),
  accreditation: maybe(accreditation),
}
