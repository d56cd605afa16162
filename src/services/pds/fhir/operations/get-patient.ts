import { redact } from '../../domain/redact.js'
import { retrievePatient } from '../../domain/retrieve.js'
import { PDS_ADVICE } from '../advice-rules.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { patientText } from '../represent/patient-text.js'

const SPACED = /^[\d\s-]{10,}$/

function noteMerge({ exchange, request }: Call, found: string): void {
  if (request.params.id !== found)
    exchange.advise(
      PDS_ADVICE.merged,
      `${request.params.id} was merged into ${found}: use the id of the answer from now on.`,
    )
}

function noteFormat({ exchange, request }: Call): void {
  const { id = '' } = request.params
  exchange.find(
    'pds.nhs-number',
    SPACED.test(id) && /\D/.test(id)
      ? `'${id}' is written for people: send ten digits without spaces.`
      : `'${id}' is not an NHS number: ten digits, the last of which is the check digit of the others.`,
    'pds 2',
  )
}

function retrieve(call: Call): Outcome {
  const { world, access, request } = call
  const found = retrievePatient(world, request.params.id ?? '')
  if (!found.ok) {
    if (found.refusal.code === 'INVALID_RESOURCE_ID') noteFormat(call)
    return found
  }
  noteMerge(call, found.value.nhsNumber)
  const privileged = access.mode === 'privileged-application-restricted'
  const seen = redact(found.value, privileged)
  return success(patientText(world.store, seen, access.application), seen.version)
}

/** Retrieves one record by NHS number (pds 5). */
export const getPatient = operation({
  id: 'PDS get patient',
  title: 'Get patient details',
  method: 'GET',
  path: '/Patient/:id',
  handle: retrieve,
})
