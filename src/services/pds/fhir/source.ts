import { organisations } from '../../../world/tables/organisation.js'
import { practitioners } from '../../../world/tables/practitioner.js'
import type { UpdateSource } from '../domain/update/changes.js'
import type { Call } from './operation.js'

/** Who updates: a patient, or a user at a GP practice, or anybody else (pds 6.5). */
export function sourceOf({ access, world }: Call): UpdateSource {
  if (access.mode === 'patient-access') return 'patient'
  const { token, roleId } = access
  if (token.kind !== 'user' || roleId === undefined) return 'local'
  const user = practitioners.find(world.store, token.userId)
  const role = user?.roles.find((one) => one.roleId === roleId)
  const organisation = role && organisations.find(world.store, role.odsCode)
  return organisation?.roles.includes('GP_PRACTICE') ? 'primary-care' : 'local'
}
