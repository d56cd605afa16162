import { FAULTS } from '../../../../gateway/pds/faults.js'
import { refuse } from '../../domain/outcome.js'
import { changePatient } from '../../domain/update/change-patient.js'
import { type Call, created, type Outcome, operation } from '../operation.js'
import { readResource } from '../read/body.js'
import { checkContentType } from '../read/content-type.js'
import { readCoverage } from '../read/coverage.js'
import { readIfMatch } from '../read/if-match.js'
import { coverageBundle } from '../represent/coverage.js'
import { write } from '../write.js'

/** The specification says the one, its examples send the other (pds 16, row 7). */
const MEDIA_TYPES = ['application/json', 'application/json-patch+json', 'application/fhir+json']

function replace(call: Call): Outcome {
  const { world, access, request, base } = call
  const seen = readIfMatch(call)
  if (!seen.ok) return seen
  const type = checkContentType(call, MEDIA_TYPES)
  if (!type.ok) return type
  const body = readResource(request.body)
  if (!body.ok) return body
  const sent = readCoverage(world, body.value)
  if (!sent.ok) return sent
  const { nhsNumber, coverage } = sent.value
  if (access.token.kind !== 'user' || access.token.userId !== nhsNumber)
    return refuse('ACCESS_DENIED', FAULTS.patient.diagnostics)
  return write(call, () => {
    const changed = changePatient(world, {
      nhsNumber,
      version: seen.value,
      source: 'patient',
      changes: { coverage: { value: coverage } },
    })
    if (!changed.ok) return changed
    const bundle = coverageBundle(changed.value, { now: world.clock.iso(), base })
    return created(bundle, changed.value.version)
  })
}

/** Replaces a patient's health insurance card (pds 9). */
export const postCoverage = operation({
  id: 'PDS update coverage',
  title: 'Update coverage details',
  method: 'POST',
  path: '/Coverage',
  handle: replace,
})
