import { PRIORITY } from '../../vocabularies/priority.js'
import { INTERPRETATION, UNCERTAINTY } from '../../vocabularies/small.js'
import {
  act,
  any,
  type Choice,
  coded,
  entity,
  having,
  leaf,
  link,
  optional,
  role,
  type SchemaNode,
  some,
} from '../node.js'
import { clinician } from './people.js'

/** Clinical statements of a referral (ers-hl7v3-mim 7.12). */

const performers = any(link('performer', 'PRF', [clinician]))
const interpretation = optional(coded('interpretationCode', 'CV', INTERPRETATION))
const uncertainty = optional(coded('uncertaintyCode', 'CS', UNCERTAINTY))

/** A remark: a link, and an act that is only text. */
const remark = (name: string, about: string, classCode: string): SchemaNode =>
  link(name, 'PERT', [act(about, classCode, 'EVN', [leaf('text', 'ST')])])

const compound = having(
  act('CompoundStatement', 'OBS', 'EVN', () => [
    leaf('id', 'II'),
    leaf('code', 'CD'),
    leaf('statusCode', 'CS'),
    optional(leaf('effectiveTime', 'IVL_TS')),
    optional(leaf('activityTime', 'IVL_TS')),
    leaf('availabilityTime', 'TS'),
    optional(coded('priorityCode', 'CV', PRIORITY)),
    uncertainty,
    interpretation,
    some(link('component', 'COMP', [CLINICAL])),
    performers,
  ]),
  'levelCode',
  {},
)

const medicine = role('medicine', 'THER', [
  entity(
    'manufacturedSubstance',
    'MMAT',
    [
      leaf('code', 'CV'),
      optional(leaf('quantity', 'PQ')),
      leaf('name', 'ST'),
      optional(leaf('formCode', 'CV')),
    ],
    'KIND',
  ),
])

const medication = act('Medication', 'SBADM', 'EVN', [
  leaf('id', 'II'),
  leaf('code', 'CV'),
  optional(leaf('effectiveTime', 'IVL_TS')),
  optional(leaf('activityTime', 'TS')),
  optional(leaf('routeCode', 'CV')),
  optional(leaf('doseQuantity', 'PQ')),
  optional(leaf('maxDoseQuantity', 'PQ')),
  link('consumable', 'CSM', [medicine]),
  optional(
    link('component', 'COMP', [act('supplyEvent', 'SPLY', 'EVN', [leaf('quantity', 'PQ')])]),
  ),
  optional(remark('pertinentInformation2', 'pertinentMedicationDosage', 'SBADM')),
  optional(
    link('pertinentInformation4', 'PERT', [
      act('pertinentMedicationReviewReq', 'OBS', 'EVN', [leaf('code', 'CS'), leaf('value', 'BL')]),
    ]),
  ),
  optional(remark('pertinentInformation1', 'pertinentMedicationTiming', 'SBADM')),
  any(remark('pertinentInformation3', 'pertinentMedicationAdminTrigger', 'SBADM')),
  optional(remark('pertinentInformation5', 'pertinentMedicationCommentary', 'OBS')),
  performers,
])

const narrative = act('NarrativeStatement', 'OBS', 'EVN', [
  leaf('id', 'II'),
  leaf('text', 'ED'),
  leaf('statusCode', 'CS'),
  optional(leaf('availabilityTime', 'TS')),
  performers,
])

const observation = act('ObservationStatement', 'OBS', 'EVN', [
  leaf('id', 'II'),
  leaf('code', 'CD'),
  optional(leaf('text', 'ST')),
  optional(leaf('effectiveTime', 'TS')),
  optional(leaf('activityTime', 'IVL_TS')),
  uncertainty,
  optional(leaf('value', 'ANY')),
  interpretation,
  optional(remark('pertinentInformation', 'pertinentObservationCommentary', 'OBS')),
  any(
    link('referenceRange', 'REFV', [
      act('referenceNormalRange', 'OBS', 'EVN.CRT', [
        optional(leaf('text', 'ED')),
        optional(leaf('value', 'IVL_PQ')),
        interpretation,
      ]),
    ]),
  ),
  performers,
])

const procedure = act('ProcedureEvent', 'PROC', 'EVN', [
  leaf('id', 'II'),
  leaf('code', 'CD'),
  optional(leaf('text', 'ST')),
  optional(leaf('effectiveTime', 'TS')),
  optional(remark('pertinentInformation', 'pertinentProcedureCommentary', 'OBS')),
  performers,
])

/** One clinical statement of any kind. */
export const CLINICAL: Choice = {
  choice: [compound, medication, narrative, observation, procedure],
}
