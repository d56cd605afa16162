import { PRIORITY } from '../../vocabularies/priority.js'
import {
  CATEGORY_HEADING,
  ETHNIC_CATEGORY,
  HEARING,
  RELATIONSHIP,
  RELIGIOUS_AFFILIATION,
  SERVICE_TYPE,
  SEX,
} from '../../vocabularies/small.js'
import {
  act,
  any,
  coded,
  entity,
  leaf,
  link,
  optional,
  role,
  type SchemaNode,
  some,
  uuid,
} from '../node.js'
import { clinician, demographics, language, nhsNumber, registeredGp, ubrn } from './people.js'
import { CLINICAL } from './statements.js'

const otherPerson = (name: string): SchemaNode =>
  entity(name, 'PSN', [
    optional(leaf('id', 'II')),
    leaf('name', 'PN'),
    any(leaf('telecom', 'TEL')),
    optional(coded('administrativeGenderCode', 'CS', SEX)),
    optional(leaf('birthTime', 'TS')),
    optional(leaf('addr', 'AD')),
    optional(coded('disabilityCode', 'CV', HEARING)),
  ])

const person = entity('patientPerson', 'PSN', [
  ...demographics,
  optional(coded('disabilityCode', 'CV', HEARING)),
  any(
    role('guardian', 'GUARD', [
      coded('code', 'CV', RELATIONSHIP),
      otherPerson('guardianOtherPerson'),
    ]),
  ),
  any(
    role('scopedProxy', 'CON', [
      optional(coded('code', 'CV', RELATIONSHIP)),
      optional(leaf('certificateText', 'ST')),
      otherPerson('contactOtherPerson'),
    ]),
  ),
  language,
])

const requestService = act('RequestService', 'PCPR', 'EVN', [
  uuid(),
  leaf('effectiveTime', 'TS'),
  coded('priorityCode', 'CV', PRIORITY),
  link('subject', 'SBJ', [role('patient', 'PAT', [nhsNumber, optional(person), registeredGp])]),
  link('author', 'AUT', [clinician]),
])

const serviceConfirmed = act('ConfirmedService', 'PCPR', 'PRMS', [
  ubrn,
  link('inFulfillmentOf', 'FLFS', [act('priorRequestedService', 'PCPR', 'RQO', [uuid()])]),
])

const heading = act('categoryHeader', 'OBS', 'EVN', [
  leaf('id', 'II'),
  coded('code', 'CV', CATEGORY_HEADING),
  some(link('component', 'COMP', [act('actRef', 'ACT', 'EVN', [leaf('id', 'II')])])),
])

const action = act('pertinentRequestedAction', 'ACT', 'RQO', [
  coded('code', 'CV', SERVICE_TYPE),
  optional(leaf('text', 'ST')),
])

const referral = act('Referral', 'INFRM', 'EVN', [
  ubrn,
  coded('priorityCode', 'CV', PRIORITY),
  link('subject', 'SBJ', [
    role('patient', 'PAT', [
      nhsNumber,
      optional(
        entity('patientPerson', 'PSN', [
          optional(coded('religiousAffiliationCode', 'CV', RELIGIOUS_AFFILIATION)),
          optional(coded('ethnicGroupCode', 'CV', ETHNIC_CATEGORY)),
        ]),
      ),
    ]),
  ]),
  link('author', 'AUT', [clinician]),
  some(link('component2', 'COMP', [CLINICAL])),
  some(link('component1', 'COMP', [heading])),
  some(link('pertinentInformation', 'PERT', [action])),
])

/** The payloads about referrals (ers-hl7v3-mim 7.10 to 7.12). */
export const REFERRAL_PAYLOADS = { requestService, serviceConfirmed, referral } as const
