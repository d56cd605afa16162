import { checkNewPatient, createPatient } from '../../domain/create/create-patient.js'
import { refuseMatches, samePerson } from '../../domain/create/find-matches.js'
import { type Call, created, type Outcome, operation } from '../operation.js'
import { readResource } from '../read/body.js'
import { checkContentType } from '../read/content-type.js'
import { demographicsOf, readNewPatient } from '../read/new-patient.js'
import { patientText } from '../represent/patient-text.js'
import { write } from '../write.js'

const MEDIA_TYPES = ['application/json', 'application/fhir+json'] as const

function make(call: Call): Outcome {
  const { world, access, request } = call
  const body = readResource(request.body)
  if (!body.ok) return body
  const wanted = readNewPatient(body.value)
  if (!wanted.ok) return wanted
  const checked = checkNewPatient(world, wanted.value)
  if (!checked.ok) return checked
  const unknown = refuseMatches(samePerson(world.store, demographicsOf(wanted.value)))
  if (!unknown.ok) return unknown
  const made = createPatient(world, wanted.value)
  if (!made.ok) return made
  return created(patientText(world.store, made.value, access.application), made.value.version)
}

/** Makes a record for somebody who has none, under a new NHS number (pds 7.1). */
export const postPatient = operation({
  id: 'PDS create patient',
  title: 'Create a record for a new patient',
  method: 'POST',
  path: '/Patient',
  handle(call) {
    const type = checkContentType(call, MEDIA_TYPES)
    return type.ok ? write(call, () => make(call)) : type
  },
})
