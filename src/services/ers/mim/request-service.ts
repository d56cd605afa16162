import { writeConfirmedService } from '../../../hl7v3/ebooking/payloads/confirmed-service.js'
import { readRequestService } from '../../../hl7v3/ebooking/payloads/request-service.js'
import { interactionOf } from '../../../hl7v3/ebooking/releases.js'
import { priorityOf } from '../../../hl7v3/ebooking/vocabularies/priority.js'
import { findAccreditedSystem } from '../../../world/tables/accredited-system.js'
import type { Priority } from '../../../world/tables/healthcare-service.js'
import type { FindPatient } from '../domain/patient.js'
import { createByMessage } from '../domain/referral/create-by-message.js'
import { noteOf, takes } from './declare.js'
import { refused } from './outcomes.js'

/**
 * PRPA_IN010000, referrer's system to e-RS: a UBRN is wanted; PRPA_IN020000 gives it. Deprecated
 * (ers-hl7v3-mim 7.10, 7.11).
 */
export const requestService = (findPatient: FindPatient) =>
  takes({
    family: 'requestService',
    read: readRequestService,
    fromPas: false,
    handle({ payload, message, release, world }) {
      noteOf(message)('deprecated', 'Ask for a UBRN by A011 of the FHIR API.', '1')
      const made = createByMessage(world, findPatient, {
        nhsNumber: payload.patient.nhsNumber,
        priority: priorityOf(payload.priority) as Priority,
        clinician: payload.author.user,
        organisation: findAccreditedSystem(world.store, message.sender)?.odsCode ?? '',
      })
      if (!made.ok) return refused(release, '7', made.refusals[0]?.diagnostics)
      return {
        interactionId: interactionOf('serviceConfirmed', release).interactionId,
        acknowledgement: 'AA',
        reasons: [],
        content: writeConfirmedService({ ubrn: made.value.ubrn, request: payload.id }),
      }
    },
  })
