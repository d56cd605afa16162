import { readReferral } from '../../../hl7v3/ebooking/payloads/referral.js'
import { findAccreditedSystem } from '../../../world/tables/accredited-system.js'
import { referrals } from '../../../world/tables/referral.js'
import { addClinicalText } from '../domain/referral/add-clinical-text.js'
import { clinicalText } from './clinical-text.js'
import { noteOf, takes } from './declare.js'
import { accepted, refused } from './outcomes.js'

/**
 * PRPA_IN030000, referrer's system to e-RS: the clinical information of a referral. It is kept as a
 * letter of that system. Deprecated (ers-hl7v3-mim 7.12).
 */
export const referral = takes({
  family: 'referral',
  read: readReferral,
  fromPas: false,
  handle({ payload, message, release, world }) {
    noteOf(message)('deprecated', 'Send letters by A020 and A012 of the FHIR API.', '1')
    const found = referrals.find(world.store, payload.ubrn)
    const organisation = findAccreditedSystem(world.store, message.sender)?.odsCode
    if (!found || found.referringOrganisation !== organisation) return refused(release, '4')
    if (found.nhsNumber !== payload.patient.nhsNumber)
      return refused(release, '7', `The patient is not that of UBRN '${found.ubrn}'.`)
    const kept = addClinicalText(world, found, {
      text: clinicalText(payload),
      clinician: payload.author.user,
    })
    return kept.ok ? accepted(release) : refused(release, '7', kept.refusals[0]?.diagnostics)
  },
})
