import { LONGEST_MESSAGE } from '../../domain/advice/change-advice.js'
import { convertAdvice, LONGEST_REVIEW_COMMENT } from '../../domain/advice/convert.js'
import { PROVIDER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { ok } from '../../domain/outcome.js'
import { PRIORITIES } from '../../domain/priority.js'
import { adviceAtVersion } from '../advice-access.js'
import { operation, success } from '../operation.js'
import { readAdviceReference } from '../read/advice-reference.js'
import { adviceText } from '../read/advice-text.js'
import { readBody } from '../read/body.js'
import { documentReference } from '../read/document-reference.js'
import { many, one, parameters } from '../read/parameters.js'
import type { Reader } from '../read/place.js'
import { coding, member, object, text } from '../read/values.js'
import { writeOverview } from '../represent/advice-overview.js'
import { referralBytes } from '../represent/referral-bytes.js'
import { CS, SD } from '../systems.js'

/** The request to convert, at the version that the caller saw. */
const createFrom: Reader<{ readonly ubrn: string; readonly version: string }> = (value, place) => {
  const read = object(value, place)
  const reference = read && member(read, 'reference', text(), place)
  if (reference === undefined) return undefined
  return readAdviceReference(reference) ?? place.child('reference').invalid(reference)
}

const readConversion = parameters(
  SD('eRS-CreateFromCommunicationRequestActionLater-Request-Parameters-1'),
  {
    createFrom: one('valueReference', createFrom),
    guidance: one('valueString', adviceText(LONGEST_MESSAGE)),
    newReferralPriority: one('valueCoding', coding(CS('eRS-Priority-1'), PRIORITIES)),
    reviewComments: one('valueString', text(LONGEST_REVIEW_COMMENT)),
    guidanceAttachmentFile: many('resource', documentReference('GUIDANCE_RESPONSE')),
    reviewAttachmentFile: many('resource', documentReference('PROVIDER')),
  },
)

/** A027: the provider makes a referral of a conversation, for its admins to book (ers-fhir 7.27). */
export const a027ConvertAdvice = operation({
  code: 'A027',
  title: 'Convert advice and guidance request to referral',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/$ers.createFromCommunicationRequestActionLater',
  functions: PROVIDER_CLINICAL,
  onBehalfOf: true,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const read = readBody(call.body, readConversion)
    if (!read.ok) return read
    const { ubrn, version } = read.value.createFrom
    const advice = adviceAtVersion(call, ubrn, () => ok(Number(version)))
    if (!advice.ok) return advice
    const { world, base } = call
    const referral = convertAdvice(
      world,
      call.caller as UserCaller,
      advice.value,
      {
        text: read.value.guidance,
        priority: read.value.newReferralPriority,
        reviewComments: read.value.reviewComments,
        guidanceDocuments: read.value.guidanceAttachmentFile,
        reviewDocuments: read.value.reviewAttachmentFile,
      },
      (converted) => writeOverview(world, converted),
    )
    if (!referral.ok) return referral
    return success(referralBytes(world, base, referral.value), { status: 201 })
  },
})
