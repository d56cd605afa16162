import type { Patient } from '../../../../world/tables/patient.js'
import { ok, type Result } from '../../domain/outcome.js'
import { redact } from '../../domain/redact.js'
import { changePatient, checkVersion, patientToChange } from '../../domain/update/change-patient.js'
import { PDS_ADVICE } from '../advice-rules.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { applyPatches } from '../patch/apply.js'
import { changesOf } from '../patch/changes.js'
import { checkIdentities } from '../patch/identity.js'
import { type Document, isMember } from '../patch/members.js'
import { invalidUpdate, type Patch, readPatchBody, readPatches } from '../patch/patch.js'
import { checkPermission } from '../patch/permission.js'
import { checkRemovals } from '../patch/removal.js'
import { checkContentType } from '../read/content-type.js'
import { readIfMatch } from '../read/if-match.js'
import { representPatient } from '../represent/patient.js'
import { patientText } from '../represent/patient-text.js'
import { presentationFor } from '../represent/presentation.js'
import { sourceOf } from '../source.js'
import { write } from '../write.js'

const MEDIA_TYPES = ['application/json-patch+json', 'application/json'] as const

function checkMembers(patches: readonly Patch[]): Result<undefined> {
  const unknown = patches.find(({ segments: [name = ''] }) => !isMember(name))
  return unknown
    ? invalidUpdate(`Update unsupported for resource - '${unknown.segments[0]}'`)
    : ok(undefined)
}

/** The rules of the patches themselves, in the order in which PDS complains (pds 6.3, 6.4, 6.6). */
function checkPatches(
  call: Call,
  document: Document,
  patches: readonly Patch[],
): Result<undefined> {
  const members = checkMembers(patches)
  if (!members.ok) return members
  if (call.access.mode === 'patient-access') {
    const permitted = checkPermission(document, patches)
    if (!permitted.ok) return permitted
  }
  const identified = checkIdentities(document, patches)
  return identified.ok ? checkRemovals(patches) : identified
}

function patch(call: Call, patient: Patient, list: readonly unknown[]): Outcome {
  const { world, access } = call
  const patches = readPatches(list)
  if (!patches.ok) return patches
  const shown = presentationFor(access.application)
  const before = JSON.parse(JSON.stringify(representPatient(patient, shown))) as Document
  const checked = checkPatches(call, before, patches.value)
  if (!checked.ok) return checked
  const after = applyPatches(before, patches.value)
  if (!after.ok) return after
  const patched = { before, after: after.value, patches: patches.value }
  const changes = changesOf(patched, patient, shown)
  if (!changes.ok) return changes
  const changed = changePatient(world, {
    nhsNumber: patient.nhsNumber,
    version: patient.version,
    source: sourceOf(call),
    changes: changes.value,
  })
  if (!changed.ok) return changed
  const text = patientText(world.store, redact(changed.value, false), access.application)
  return success(text, changed.value.version)
}

const beside = (names: readonly string[]): string =>
  `Only patches counts in the body; not looked at: ${names.slice(0, 10).join(', ').slice(0, 200)}.`

function update(call: Call): Outcome {
  const { world, request, exchange } = call
  const type = checkContentType(call, MEDIA_TYPES)
  if (!type.ok) return type
  const seen = readIfMatch(call)
  if (!seen.ok) return seen
  return write(call, () => {
    const patient = patientToChange(world, request.params.id ?? '')
    if (!patient.ok) return patient
    const body = readPatchBody(request.body)
    if (!body.ok) return body
    const { list, ignored } = body.value
    if (ignored.length > 0) exchange.advise(PDS_ADVICE.patchMember, beside(ignored))
    const current = checkVersion(patient.value, seen.value)
    return current.ok ? patch(call, patient.value, list) : current
  })
}

/** Updates one record by JSON Patch (pds 6). */
export const patchPatient = operation({
  id: 'PDS update patient',
  title: 'Update patient details',
  method: 'PATCH',
  path: '/Patient/:id',
  handle: update,
})
