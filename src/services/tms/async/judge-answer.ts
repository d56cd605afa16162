import { readEnvelope, type SentEnvelope } from '../../../ebxml/envelope.js'
import { readMultipart } from '../../../ebxml/mime/read-multipart.js'
import { type EbxmlErrors, highestSeverity } from '../../../ebxml/signals.js'
import { parseXmlBytes } from '../../../hl7v3/xml/parse.js'
import type { Awaited, SpineMessage } from '../../../world/tables/spine-message.js'
import type { DeliveredBytes } from '../context.js'

/** What an answer to a delivered message means (tms 12.5). */
export type Judgement =
  | { readonly is: 'ACKNOWLEDGED' | 'DELIVERED' | 'NOT_DELIVERED'; readonly words: string }
  | { readonly is: 'REFUSED'; readonly words: string; readonly errors: EbxmlErrors }

type Answer = NonNullable<DeliveredBytes['answer']>

/** The first part of a multipart answer, or all of another. */
function envelopeBytes({ contentType, body }: Answer): Uint8Array | undefined {
  if (!/^multipart\//i.test(contentType)) return body
  const parts = readMultipart(contentType, body)
  return 'problem' in parts ? undefined : parts[0]?.content
}

function envelopeIn(answer: Answer): SentEnvelope | undefined {
  if (answer.body.length === 0) return undefined
  const bytes = envelopeBytes(answer)
  const parsed = bytes && parseXmlBytes(bytes)
  return parsed?.ok === true ? readEnvelope(parsed.root) : undefined
}

const isErrors = (errors: readonly unknown[]): errors is EbxmlErrors => errors.length > 0

/** True for an acknowledgement of the message: it names it, or names none. */
const acknowledges = ({ acknowledgments }: SentEnvelope, messageId: string): boolean =>
  acknowledgments.some(
    ({ refToMessageId = messageId }) => refToMessageId.toUpperCase() === messageId.toUpperCase(),
  )

/** What an answer without an acknowledgement leaves open. */
const MISSING: Readonly<Record<Awaited, string>> = {
  ANSWER: '.',
  SIGNAL: '; its acknowledgement is awaited.',
  RELAYED_SIGNAL: '; its acknowledgement is for the sender.',
  INLINE_SIGNAL: ' without the acknowledgement that was asked for.',
}

/** 200 and 202 are documented; others of their kind mean no less. */
const isAccepted = (status: number): boolean => status >= 200 && status < 300

/** Judges what a party answered to a message (tms 12.5). Errors are looked for first (tms 5.2). */
export function judgeAnswer(message: SpineMessage, { answer, words }: DeliveredBytes): Judgement {
  if (!answer) return { is: 'NOT_DELIVERED', words: words ?? 'There was no answer.' }
  const envelope = envelopeIn(answer)
  const errors = envelope?.errors ?? []
  if (isErrors(errors)) {
    const said = errors
      .map(({ errorCode, description }) => `${errorCode} ${description}`)
      .join('; ')
    return highestSeverity(errors) === 'Error'
      ? { is: 'REFUSED', words: `The receiver refused it: ${said}`, errors }
      : { is: 'NOT_DELIVERED', words: `The receiver asked to try again: ${said}` }
  }
  if (!isAccepted(answer.status))
    return { is: 'NOT_DELIVERED', words: `The receiver answered ${answer.status}.` }
  if (envelope && acknowledges(envelope, message.messageId))
    return { is: 'ACKNOWLEDGED', words: 'The receiver acknowledged it on the same connection.' }
  return {
    is: 'DELIVERED',
    words: `The receiver answered ${answer.status}${MISSING[message.awaits]}`,
  }
}
