import { ROOTS } from '../../../oids.js'
import { EBOOKING_ROOTS } from '../../roots.js'
import { HUMAN_LANGUAGE, SEX } from '../../vocabularies/small.js'
import {
  any,
  coded,
  entity,
  fixedId,
  having,
  id,
  leaf,
  link,
  optional,
  plain,
  role,
  type SchemaNode,
  some,
} from '../node.js'

/** Parts that many payloads share (ers-hl7v3-mim 7). */

/** A person at work, by role profile and user. */
export const clinician: SchemaNode = role('AgentPersonSDS', 'AGNT', [
  fixedId(ROOTS.roleProfile),
  entity('agentPersonSDS', 'PSN', [fixedId(ROOTS.user)]),
])

export const nhsNumber = fixedId(ROOTS.nhsNumber)

export const ubrn = id(EBOOKING_ROOTS.ubrn)

/** The service of a poll and its answer. */
export const clinic = link('location', 'LOC', [
  role('clinic', 'SDLOC', [id(EBOOKING_ROOTS.service)]),
])

export const demographics: readonly SchemaNode[] = [
  some(leaf('name', 'PN')),
  any(leaf('telecom', 'TEL')),
  coded('administrativeGenderCode', 'CS', SEX),
  leaf('birthTime', 'TS'),
  some(leaf('addr', 'AD')),
]

export const language = optional(
  plain('languageCommunication', [
    coded('languageCode', 'CS', HUMAN_LANGUAGE),
    leaf('preferenceInd', 'BL'),
  ]),
)

const practice = entity('scopingGpPractice', 'ORG', [
  optional(id(EBOOKING_ROOTS.organisation)),
  leaf('name', 'ON'),
  some(leaf('telecom', 'TEL')),
  leaf('addr', 'AD'),
])

/** The registered GP: how it hangs on the patient, and its identifier, are not settled. */
export const registeredGp = optional(
  having(
    link('sourceOf', 'registeredWith', [
      role('GpRegisteredWith', 'ROL', [
        leaf('id', 'II'),
        entity('playingGpPerson', 'PSN', [leaf('name', 'PN')]),
        practice,
      ]),
    ]),
    'typeCode',
    { free: true },
  ),
)
