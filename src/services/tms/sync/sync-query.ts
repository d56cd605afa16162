import { readParameters } from '../../../ebxml/mime/parameters.js'
import { actionName, type Interaction, serviceName } from '../../../hl7v3/interaction.js'
import { type Message, writeMessage } from '../../../hl7v3/message.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import { parseXmlBytes } from '../../../hl7v3/xml/parse.js'
import type { Xml } from '../../../hl7v3/xml/template.js'
import { type Answer, text } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { wrongParty } from '../certificate/check.js'
import { refuseCertificate } from '../certificate/guard.js'
import type { CertificatePolicy } from '../certificate/rules.js'
import type { SystemOfAsid } from '../directory.js'
import { faultAnswer, packing, refuse, type Step, unquoted, XML_TYPE } from '../fault-answer.js'
import type { TmsError } from '../faults.js'
import { isLenient, letPass } from '../leniency.js'
import { MESSAGING_ERRORS } from '../messaging-errors.js'
import { type Received, receive } from '../receive.js'
import type { Registry } from '../registry.js'
import { readSyncRequest, type SyncRequest, writeSyncAnswer } from './envelope.js'
import { ACTION_ERROR, envelopeErrors, isLegalAction } from './envelope-rules.js'

/** What the synchronous service needs of the others. */
export interface SyncContext {
  readonly registry: Registry
  readonly systemOfAsid: SystemOfAsid
  readonly certificates: CertificatePolicy
}

const NOT_WELL_FORMED: TmsError = { code: 201, location: 'MESSAGE_NOT_WELL_FORMED' }

/** The envelope of a request that is XML (tms 6, step 4). */
function readEnvelope(exchange: Exchange): Step<SyncRequest> {
  const { request } = exchange
  const packed = packing(request)
  if (packed !== undefined) return { refused: refuse(exchange, NOT_WELL_FORMED, packed) }
  const { value: type, parameters } = readParameters(request.header('content-type') ?? '')
  if (type !== XML_TYPE)
    return { refused: refuse(exchange, NOT_WELL_FORMED, 'Send Content-Type: text/xml.') }
  const parsed = parseXmlBytes(request.body, parameters.get('charset'))
  return parsed.ok
    ? { value: readSyncRequest(parsed.root) }
    : {
        refused: refuse(
          exchange,
          NOT_WELL_FORMED,
          `The body is not XML that the Spine takes: ${parsed.problem}.`,
        ),
      }
}

/** The error for which a request is refused; what a lenient world lets pass is noted. */
function refusingError(
  exchange: Exchange,
  errors: ReturnType<typeof envelopeErrors>,
): TmsError | undefined {
  if (!isLenient(exchange.world)) return errors[0]
  for (const { needed, location, description = '' } of errors)
    if (!needed) letPass(exchange, location, description)
  return errors.find(({ needed }) => needed)
}

/** The interaction of a request whose header, envelope and body agree (tms 6, steps 5 to 7). */
function findInteraction(
  exchange: Exchange,
  envelope: SyncRequest,
  registry: Registry,
): Step<Interaction> {
  const action = unquoted(exchange.request.header('soapaction') ?? '')
  if (!isLegalAction(registry, action))
    return {
      refused: refuse(
        exchange,
        ACTION_ERROR,
        'Send SOAPAction with the service, a slash and a synchronous interaction, such as urn:nhs:names:services:pdsquery/QUPA_IN000008UK02.',
      ),
    }
  const error = refusingError(exchange, envelopeErrors(envelope, registry))
  if (error) return { refused: refuse(exchange, error, 'Correct the SOAP envelope.') }
  if (envelope.actions[0] !== action)
    return { refused: refuse(exchange, ACTION_ERROR, 'SOAPAction must equal wsa:Action.') }
  return { value: registry.find(action.slice(action.lastIndexOf('/') + 1)) as Interaction }
}

/** Tells what a rejection was for; the answer itself says it only in a code. */
function note(exchange: Exchange, { broken }: Received, answer: Message<Xml>): void {
  if (broken) {
    const advice =
      broken.code === 900
        ? `The directory must know the ASID ${answer.receiver} with this interaction, and the receiver must be the Spine.`
        : 'Correct the HL7 wrapper.'
    exchange.find(
      `tms.${broken.key.toLowerCase().replaceAll('_', '-')}`,
      `${broken.code}: ${MESSAGING_ERRORS[broken.code]}. ${advice}`,
      'tms 10, 12.3',
    )
    return
  }
  const texts = answer.controlAct.reasons.map(
    ({ code }) => `${code.code} ${code.displayName ?? ''}`,
  )
  if (answer.acknowledgement?.type !== 'AA')
    exchange.find('pds.response-code', texts.join('; ').trim(), 'pds 13.5')
}

function writeAnswer(
  envelope: SyncRequest,
  { service, operation }: Interaction,
  answer: Message<Xml>,
): Answer {
  const body = writeSyncAnswer({
    messageId: answer.id,
    action: actionName(service, answer.interactionId),
    to: envelope.from,
    from: serviceName(service),
    receiver: envelope.sender,
    sender: envelope.receiver,
    relatesTo: envelope.messageIds[0] ?? '',
    ...(operation !== undefined && { wrapper: operation }),
    message: writeMessage(answer, 'hl7'),
  })
  return text(200, body, XML_TYPE)
}

/** A fault where the certificate is not that of the sender's party; systems that nobody knows are judged later. */
function refuseParty(
  exchange: Exchange,
  { certificates, systemOfAsid }: SyncContext,
  sender: string,
): Answer | undefined {
  const party = systemOfAsid(exchange.world, sender)?.partyKey
  const problem = party === undefined ? undefined : wrongParty(exchange, certificates, party)
  return problem && refuseCertificate(exchange, problem)
}

/** Answers one synchronous query (tms 4.1, 6): a SOAP fault, or 200 with the answer of the interaction. */
export function answerSyncQuery(exchange: Exchange, context: SyncContext): Answer {
  const envelope = readEnvelope(exchange)
  if ('refused' in envelope) return envelope.refused
  const found = findInteraction(exchange, envelope.value, context.registry)
  if ('refused' in found) return found.refused
  const { sender, receiver, messageIds, content } = envelope.value
  exchange.caller = { clientId: sender }
  const refused = refuseParty(exchange, context, sender)
  if (refused) return refused
  const received = receive({
    world: exchange.world,
    root: content[0] as XmlElement,
    interaction: found.value,
    envelope: { sender, receiver },
    envelopeId: (messageIds[0] ?? '').slice('uuid:'.length),
    systemOfAsid: context.systemOfAsid,
    find: (...finding) => exchange.find(...finding),
  })
  const { answer } = received
  if (!answer) return faultAnswer({ code: 200, location: 'Not Supported' })
  note(exchange, received, answer)
  return writeAnswer(envelope.value, found.value, answer)
}
