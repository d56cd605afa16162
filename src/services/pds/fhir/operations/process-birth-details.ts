import { registerBirth } from '../../domain/create/register-birth.js'
import { type Call, created, type Outcome, operation } from '../operation.js'
import { readBirth } from '../read/birth.js'
import { readResource } from '../read/body.js'
import { checkContentType } from '../read/content-type.js'
import { patientText } from '../represent/patient-text.js'
import { write } from '../write.js'

const MEDIA_TYPES = ['application/json', 'application/fhir+json'] as const

function make(call: Call): Outcome {
  const { world, access, request } = call
  const body = readResource(request.body)
  if (!body.ok) return body
  const birth = readBirth(body.value, request.query)
  if (!birth.ok) return birth
  const made = registerBirth(world, birth.value)
  if (!made.ok) return made
  return created(patientText(world.store, made.value, access.application), made.value.version, {
    'notification-id': world.ids.uuid().toUpperCase(),
  })
}

/** Makes the record of a baby at birth (pds 7.2). */
export const processBirthDetails = operation({
  id: 'PDS create patient at birth',
  title: 'Create a record at birth',
  method: 'POST',
  path: '/Patient/$process-birth-details',
  handle(call) {
    const type = checkContentType(call, MEDIA_TYPES)
    return type.ok ? write(call, () => make(call)) : type
  },
})
