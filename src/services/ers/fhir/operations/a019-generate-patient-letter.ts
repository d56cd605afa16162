import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { permitPatientLetter } from '../../domain/letter/patient-letter.js'
import { operation } from '../operation.js'
import { referralOfAnyPatient } from '../referral-access.js'
import { letterKind, patientLetter } from '../represent/patient-letter.js'
import { referralPdf } from '../represent/referral-pdf.js'

/** A019: a letter for the patient, for the referral's present state (ers-fhir 7.19). */
export const a019GeneratePatientLetter = operation({
  code: 'A019',
  title: 'Generate patient letter',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.generatePatientLetter',
  functions: REFERRER_CLINICAL,
  produces: 'application/pdf',
  handle(call) {
    const { world } = call
    const found = referralOfAnyPatient(call)
    if (!found.ok) return found
    const referral = permitPatientLetter(world, found.value)
    if (!referral.ok) return referral
    const patient = call.findPatient(world, referral.value.nhsNumber)
    const sections = patientLetter(world, referral.value, patient)
    return referralPdf(world, referral.value, letterKind(referral.value), sections)
  },
})
