import { readIi, writeIi } from '../../types/ii.js'
import { readValue, writeValue } from '../../types/simple.js'
import type { Ts } from '../../types/time.js'
import { at, childOf, type XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { EBOOKING_ROOTS } from '../roots.js'
import { PRIORITY, type PriorityCode } from '../vocabularies/priority.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'
import { type Clinician, readClinician, writePerson, writeRoleProfile } from './clinician.js'

/** What a booking request says of the referral (ers-hl7v3-mim 7.3). */
export interface ReferralSummary {
  /** When it was made. */
  readonly effectiveTime: Ts
  readonly priority: PriorityCode
  /** Who refers, and the ODS code of where. */
  readonly author: Clinician & { readonly organisation: string }
}

export const writeReferralSummary = ({
  effectiveTime,
  priority,
  author,
}: ReferralSummary): Xml => xml`
  <pertinentInformation1 typeCode="PERT">
    <pertinentReferral classCode="INFRM" moodCode="EVN">
      ${writeValue('effectiveTime', effectiveTime)}
      ${writeCode('priorityCode', PRIORITY, priority)}
      <author typeCode="AUT">
        <agentPersonSDS classCode="AGNT">
          ${writeRoleProfile(author)}
          ${writePerson(author)}
          <representedOrganisationSDS classCode="ORG" determinerCode="INSTANCE">
            ${writeIi('id', { root: EBOOKING_ROOTS.organisation, extension: author.organisation })}
          </representedOrganisationSDS>
        </agentPersonSDS>
      </author>
    </pertinentReferral>
  </pertinentInformation1>`

/** Reads the referral of a booking request; undefined where anything of it is missing. */
export function readReferralSummary(payload: XmlElement): ReferralSummary | undefined {
  const referral = at(payload, 'pertinentInformation1/pertinentReferral')
  const effectiveTime = readValue(childOf(referral, 'effectiveTime'))
  const priority = readCode(childOf(referral, 'priorityCode'), PRIORITY)
  const agent = at(referral, 'author/agentPersonSDS')
  const clinician = readClinician(agent)
  const organisation = readIi(at(agent, 'representedOrganisationSDS/id'))?.extension
  if (!effectiveTime || !priority || !clinician || !organisation) return undefined
  return { effectiveTime, priority, author: { ...clinician, organisation } }
}
