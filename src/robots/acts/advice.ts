import { document } from '../fhir/document.js'
import { coded, identified, parameters, present, worded } from '../fhir/parameters.js'
import { referralIn, type SeenReferral } from '../fhir/referral.js'
import { type Criteria, shortlist } from '../fhir/shortlist.js'
import { NHS_NUMBER } from '../fhir/systems.js'
import { jsonOf } from '../heard.js'
import type { Professional } from '../professional.js'
import { type File, upload } from './files.js'

const ADVICE = '/STU3/CommunicationRequest'

export interface Question extends Criteria {
  readonly patient: string
  readonly service: string
  readonly text: string
  readonly mayConvert: boolean
  readonly file?: File | undefined
  /** The present moment, for the index of files. */
  readonly now: string
}

/** A conversation as people look at it. */
export interface SeenAdvice {
  readonly ubrn: string
  readonly version: string
  readonly state: string
}

/** A044: asks a service for advice; the UBRN. */
export async function askAdvice(who: Professional, question: Question): Promise<string> {
  const { patient, service, text, mayConvert, file, now, ...found } = question
  const url = file === undefined ? undefined : await upload(who, file)
  const body = parameters(
    'eRS-CreateAdviceAndGuidance-Request-Parameters-1',
    ...present(
      identified('patient', NHS_NUMBER, patient),
      coded(
        'providerConversionAuthorisation',
        'eRS-ProviderConversionAuthorisation-1',
        mayConvert ? 'AUTHORISED_TO_CONVERT' : 'NOT_AUTHORISED_TO_CONVERT',
      ),
      shortlist([service], found),
      worded('request', text),
      url === undefined
        ? undefined
        : document('requestAttachmentFile', 'ADVICE_REQUEST', { url, description: 'File' }, now),
    ),
  )
  const heard = await who.post(`${ADVICE}/$ers.createAdviceAndGuidance`, body)
  const { parameter } = jsonOf<{ parameter: [{ resource: { id: string } }] }>(heard)
  return parameter[0].resource.id
}

/** A024: reads the summary of a conversation. */
export async function readAdvice(who: Professional, ubrn: string): Promise<SeenAdvice> {
  const { meta, category } = jsonOf<{
    meta: { versionId: string }
    category: [{ coding: [{ code: string }] }]
  }>(await who.call(`${ADVICE}/${ubrn}`))
  return { ubrn, version: meta.versionId, state: category[0].coding[0].code }
}

export interface Answer {
  readonly outcome: string
  readonly recommendation?: string | undefined
  readonly text: string
  readonly priority: string
}

/** A026: answers the referrer. */
export async function answerAdvice(
  who: Professional,
  ubrn: string,
  { outcome, recommendation, text, priority }: Answer,
): Promise<void> {
  const { version } = await readAdvice(who, ubrn)
  const body = parameters(
    'eRS-SendCommunicationToRequester-Request-Parameters-1',
    ...present(
      coded('guidanceOutcome', 'eRS-GuidanceResponseOutcome-1', outcome),
      recommendation === undefined
        ? undefined
        : coded(
            'guidanceIntendedRecommendation',
            'eRS-GuidanceIntendedRecommendation-1',
            recommendation,
          ),
      worded('guidance', text),
      coded('updatedPriority', 'eRS-Priority-1', priority),
    ),
  )
  const path = `${ADVICE}/${ubrn}/$ers.sendCommunicationToRequester`
  await who.post(path, body, { 'If-Match': `W/"${version}"` })
}

/** A027: the provider makes a referral of a conversation. */
export async function convertAdvice(
  who: Professional,
  ubrn: string,
  { text, priority, comment }: { text: string; priority: string; comment: string },
): Promise<SeenReferral> {
  const { version } = await readAdvice(who, ubrn)
  const body = parameters(
    'eRS-CreateFromCommunicationRequestActionLater-Request-Parameters-1',
    {
      name: 'createFrom',
      valueReference: { reference: `CommunicationRequest/${ubrn}/_history/${version}` },
    },
    worded('guidance', text),
    coded('newReferralPriority', 'eRS-Priority-1', priority),
    worded('reviewComments', comment),
  )
  const path = '/STU3/ReferralRequest/$ers.createFromCommunicationRequestActionLater'
  return referralIn(await who.post(path, body))
}
