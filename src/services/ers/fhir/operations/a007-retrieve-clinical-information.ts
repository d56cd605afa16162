import { CLINICAL } from '../../domain/business-function.js'
import { operation } from '../operation.js'
import { referralToRead } from '../referral-access.js'
import { clinicalInformation } from '../represent/clinical-information.js'
import { referralPdf } from '../represent/referral-pdf.js'

/** A007: what is known of a referral, as a PDF of this moment (ers-fhir 7.7). */
export const a007RetrieveClinicalInformation = operation({
  code: 'A007',
  title: 'Retrieve clinical information',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.generateCRI',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  produces: 'application/pdf',
  handle(call) {
    const { world } = call
    const referral = referralToRead(call)
    if (!referral.ok) return referral
    const patient = call.findPatient(world, referral.value.nhsNumber)
    const sections = clinicalInformation(world, referral.value, patient)
    return referralPdf(world, referral.value, 'Clinical Information', sections)
  },
})
