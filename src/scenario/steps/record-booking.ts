import { happensToReferral } from '../../robots/acts/patient.js'
import { duration, refers, usually } from '../language/fields.js'
import { step } from '../step.js'
import { referral, service } from './common.js'

export const recordBooking = step({
  name: 'record booking',
  does: 'The hospital records an appointment that was made by telephone.',
  example: 'record booking: { service: 11021, in: 3 weeks }',
  fields: {
    by: refers('professional', 'who records it', 'hospital'),
    referral,
    service: service('at which service'),
    in: usually(duration('how long from now the appointment is'), '2 weeks'),
  },
  sentence: ({ by }, { who }) => `${who(by)} records an appointment made by telephone.`,
  async play({ referral, service, in: away }, stage) {
    const at = new Date(Date.parse(await stage.now()) + away).toISOString()
    await happensToReferral(stage.line, stage.ubrn(referral), {
      action: 'RECORD_INDIRECT_BOOKING',
      serviceId: service,
      at,
    })
    stage.tell(`The appointment is at ${at}.`)
  },
})
