import { writeIi } from '../../types/ii.js'
import type { XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { EBOOKING_ROOTS } from '../roots.js'
import { extensionAt } from './identifiers.js'

/** A person at work, as the directory knows them. */
export interface Clinician {
  /** Role profile (URP). */
  readonly roleProfile: string
  /** User (UID). */
  readonly user: string
}

export const writeRoleProfile = ({ roleProfile }: Clinician): Xml =>
  writeIi('id', { root: EBOOKING_ROOTS.roleProfile, extension: roleProfile })

export const writePerson = ({ user }: Clinician): Xml => xml`
  <agentPersonSDS classCode="PSN" determinerCode="INSTANCE">
    ${writeIi('id', { root: EBOOKING_ROOTS.user, extension: user })}
  </agentPersonSDS>`

export const writeClinician = (clinician: Clinician): Xml => xml`
  <AgentPersonSDS classCode="AGNT">
    ${writeRoleProfile(clinician)}
    ${writePerson(clinician)}
  </AgentPersonSDS>`

/** Reads a person from their role, however its element is spelt; undefined unless role and user are there. */
export function readClinician(agent: XmlElement | undefined): Clinician | undefined {
  const roleProfile = extensionAt(agent, 'id')
  const user = extensionAt(agent, 'agentPersonSDS/id')
  return roleProfile && user ? { roleProfile, user } : undefined
}
