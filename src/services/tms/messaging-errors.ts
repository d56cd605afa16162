import type { Detail } from '../../hl7v3/acknowledgement.js'
import { ERROR_LISTS } from '../../hl7v3/oids.js'

const ASID = "hl7:id[@root='1.2.826.0.1285.0.2.0.107']"
const WRONG = 'is missing, empty or invalid'

/**
 * Errors of a message as such, in acknowledgement details (tms 12.3). The texts have the braces as
 * they stand here.
 */
export const MESSAGING_ERRORS = {
  202: 'Duplicate HL7 ID Error',
  501: `hl7:{interactionId}/hl7:id/@root ${WRONG}`,
  502: `hl7:{interactionId}/hl7:creationTime/@value ${WRONG}`,
  503: `hl7:{interactionId}/hl7:versionCode/@code ${WRONG}`,
  505: `hl7:{interactionId}/hl7:interactionId[@root='2.16.840.1.113883.2.1.3.2.4.12']/@extension ${WRONG}`,
  506: `hl7:{interactionId}/hl7:communicationFunctionRcv/hl7:device/hl7:id/@extension ${WRONG}`,
  507: `hl7:{interactionId}/hl7:communicationFunctionSnd/hl7:device/hl7:id/@extension ${WRONG}`,
  508: `hl7:{interactionId}/hl7:ControlActEvent/hl7:author ${WRONG}`,
  509: 'hl7:{interactionId}/hl7:ControlActEvent/hl7:author1 has cardinality [1..2] - minOccurs=1, maxOccurs=2',
  510: `hl7:{interactionId}/hl7:ControlActEvent/hl7:author1/hl7:AgentSystemSDS/hl7:agentSystemSDS/${ASID} ${WRONG}`,
  511: 'If present hl7:{interactionId}/hl7:ControlActEvent/hl7:author1[2]/hl7:AgentSystemSDS/hl7:agentSystemSDS/hl7:id is empty or invalid',
  512: `hl7:{interactionId}/hl7:ControlActEvent/hl7:query ${WRONG}`,
  513: 'hl7:{interactionId}/hl7:ControlActEvent[1]/hl7:query or hl7:{interactionId}/hl7:ControlActEvent[1]/hl7:subject is missing or empty',
  514: `hl7:{interactionId}/hl7:ControlActEvent ${WRONG}`,
  515: 'hl7:{interactionId} is not [1..1], or is inconsistent with the SOAP:Header, or is inconsistent with the HL7 wrapper element name',
  519: `hl7:{interactionId}/hl7:communicationFunctionRcv/hl7:device/${ASID} is not [1..1], or is inconsistent with the SOAP:Header`,
  520: `hl7:{interactionId}/hl7:communicationFunctionSnd/hl7:device/${ASID} is not [1..1], or is inconsistent with the SOAP:Header`,
  534: 'Batch contains at least one non-batchable interaction',
  900: 'Access Control Violation',
} as const

export type MessagingCode = keyof typeof MESSAGING_ERRORS

/** An error as an acknowledgement carries it. */
export const messagingDetail = (code: MessagingCode): Detail => ({
  severity: 'ER',
  code: {
    code: String(code),
    codeSystem: ERROR_LISTS.messaging,
    displayName: MESSAGING_ERRORS[code],
  },
})
