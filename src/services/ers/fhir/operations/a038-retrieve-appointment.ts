import { CLINICAL } from '../../domain/business-function.js'
import { currentAppointment } from '../appointment-access.js'
import { checkHistory } from '../current-version.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { representAppointment } from '../represent/appointment.js'

function retrieve(call: Call): Outcome {
  const found = currentAppointment(call, 'READ')
  if (!found.ok) return found
  const { appointment, referral } = found.value
  const history = checkHistory(call, appointment.version)
  if (!history.ok) return history
  const { world, base } = call
  return success(representAppointment(world.store, base, appointment, referral.version), {
    version: appointment.version,
  })
}

const declaration = {
  code: 'A038',
  title: 'Retrieve appointment',
  fhir: 'STU3',
  method: 'GET',
  functions: CLINICAL,
  onBehalfOf: true,
  handle: retrieve,
} as const

/** A038: the current appointment of a referral. */
export const a038RetrieveAppointment = operation({ ...declaration, path: '/Appointment/:id' })

/** A038 by version: only the current one can be read. */
export const a038RetrieveAppointmentVersion = operation({
  ...declaration,
  path: '/Appointment/:id/_history/:version',
})
