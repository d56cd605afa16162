import { given } from '../../../world/given.js'
import { at, childOf, type XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { type Demographics, readDemographics, writeDemographics } from '../parts/demographics.js'
import {
  extensionAt,
  rootAt,
  writeNhsNumber,
  writeSlotId,
  writeUbrn,
  writeUuid,
} from '../parts/identifiers.js'
import { type Language, readLanguage, writeLanguage } from '../parts/language.js'
import {
  type ReferralSummary,
  readReferralSummary,
  writeReferralSummary,
} from '../parts/referral-summary.js'
import { type RegisteredGp, readRegisteredGp, writeRegisteredGp } from '../parts/registered-gp.js'
import { readSuppression, writeSuppression } from '../parts/suppression.js'
import { CALLBACK_CONSENT } from '../vocabularies/small.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'

/** The patient a slot is wanted for. */
export interface BookedPatient {
  readonly nhsNumber: string
  readonly person?: Demographics & { readonly language?: Language }
  readonly registeredGp?: RegisteredGp
}

/** A request to book a slot; the model calls it a confirmation (ers-hl7v3-mim 7.3). */
export interface RequestAppointment {
  /** UUID of the request. */
  readonly id: string
  readonly patient: BookedPatient
  /** True: send the patient no letter. */
  readonly suppressCorrespondence?: boolean
  /** True: the patient may be called back. */
  readonly callbackConsent?: boolean
  readonly referral: ReferralSummary
  readonly ubrn: string
  readonly usrn: string
}

const writePatientPerson = (person: NonNullable<BookedPatient['person']>): Xml => xml`
  <patientPerson classCode="PSN" determinerCode="INSTANCE">
    ${writeDemographics(person)}
    ${person.language && writeLanguage(person.language)}
  </patientPerson>`

const writePatient = ({ nhsNumber, person, registeredGp }: BookedPatient): Xml => xml`
  <subject typeCode="SBJ">
    <patient classCode="PAT">
      ${writeNhsNumber(nhsNumber)}
      ${person && writePatientPerson(person)}
      ${registeredGp && writeRegisteredGp(registeredGp)}
    </patient>
  </subject>`

const writeConsent = (consent: boolean): Xml => xml`
  <pertinentInformation2 typeCode="PERT">
    <pertinentCallbackConsent classCode="ENC" moodCode="EVN">
      ${writeCode('specialCourtesiesCode', CALLBACK_CONSENT, consent ? '1' : '0')}
    </pertinentCallbackConsent>
  </pertinentInformation2>`

export const writeRequestAppointment = (of: RequestAppointment): Xml => xml`
  <RequestAppointmentConfirmation classCode="PCPR" moodCode="RQO">
    ${writeUuid(of.id)}
    ${writePatient(of.patient)}
    ${of.suppressCorrespondence === undefined ? undefined : writeSuppression(of.suppressCorrespondence)}
    ${of.callbackConsent === undefined ? undefined : writeConsent(of.callbackConsent)}
    ${writeReferralSummary(of.referral)}
    <inFulfillmentOf typeCode="FLFS">
      <priorRequestedService classCode="SPLY" moodCode="PRMS">
        ${writeUbrn(of.ubrn)}
      </priorRequestedService>
    </inFulfillmentOf>
    <fulfillment typeCode="FLFS">
      ${writeSlotId('appointmentSlot', of.usrn)}
    </fulfillment>
  </RequestAppointmentConfirmation>`

function readPatient(patient: XmlElement | undefined): BookedPatient | undefined {
  const nhsNumber = extensionAt(patient, 'id')
  if (!nhsNumber) return undefined
  const person = readDemographics(childOf(patient, 'patientPerson'))
  const language = readLanguage(at(patient, 'patientPerson/languageCommunication'))
  const registeredGp = readRegisteredGp(childOf(patient, 'sourceOf'))
  return {
    nhsNumber,
    ...(person && { person: { ...person, ...(language && { language }) } }),
    ...(registeredGp && { registeredGp }),
  }
}

function readConsent(payload: XmlElement): boolean | undefined {
  const path = 'pertinentInformation2/pertinentCallbackConsent/specialCourtesiesCode'
  const code = readCode(at(payload, path), CALLBACK_CONSENT)
  return code === undefined ? undefined : code === '1'
}

/** Reads a booking request; undefined where a mandatory part is missing. */
export function readRequestAppointment(payload: XmlElement): RequestAppointment | undefined {
  const id = rootAt(payload, 'id')
  const patient = readPatient(at(payload, 'subject/patient'))
  const referral = readReferralSummary(payload)
  const ubrn = extensionAt(payload, 'inFulfillmentOf/priorRequestedService/id')
  const usrn = rootAt(payload, 'fulfillment/appointmentSlot/id')
  if (!id || !patient || !referral || !ubrn || !usrn) return undefined
  const suppressCorrespondence = readSuppression(payload)
  const callbackConsent = readConsent(payload)
  return {
    id,
    patient,
    ...given({ suppressCorrespondence, callbackConsent }),
    referral,
    ubrn,
    usrn,
  }
}
