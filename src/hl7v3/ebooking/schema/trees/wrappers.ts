import { ROOTS } from '../../../oids.js'
import { EBOOKING_ROOTS } from '../../roots.js'
import {
  ACKNOWLEDGEMENT_TYPE,
  DETAIL_TYPE,
  LOCATION_TYPE,
  PROCESSING_ID,
  PROCESSING_MODE,
  VERSION_CODE,
} from '../../vocabularies/small.js'
import {
  act,
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
  unmissed,
  unmissedBelow,
  upTo,
  uuid,
} from '../node.js'
import { clinician } from './people.js'

/** Wrappers and control act (ers-hl7v3-mim 4). */

const asid: SchemaNode = {
  ...leaf('id', 'II'),
  root: { oid: ROOTS.asid, also: [ROOTS.oldAsid] },
}

const organisation = role('AgentOrgSDS', 'AGNT', [
  optional(leaf('id', 'II')),
  optional(leaf('code', 'CV')),
  entity('agentOrganizationSDS', 'ORG', [
    id(EBOOKING_ROOTS.organisation),
    any(
      role('serviceDeliveryLocation', 'SDLOC', [
        coded('code', 'CV', LOCATION_TYPE),
        optional(
          entity('location', 'PLC', [
            optional(leaf('name', 'PN')),
            optional(leaf('telecom', 'TEL')),
            optional(leaf('addr', 'AD')),
          ]),
        ),
      ]),
    ),
  ]),
])

/** Whom a system acts for: the two wrappers have organisations of different classes. */
const agency = (classCode: 'ORG' | 'ENT'): SchemaNode =>
  optional(
    role('agencyFor', 'AGNT', [
      optional(
        entity('representedOrganization', classCode, [
          id(EBOOKING_ROOTS.organisation),
          organisation,
          clinician,
        ]),
      ),
    ]),
  )

const parties = (classCode: 'ORG' | 'ENT'): readonly SchemaNode[] => {
  const device = entity('device', 'DEV', [some(asid), agency(classCode)])
  return [
    some(link('communicationFunctionRcv', 'RCV', [device])),
    link('communicationFunctionSnd', 'SND', [device]),
  ]
}

const HEAD: readonly SchemaNode[] = [
  uuid(),
  leaf('creationTime', 'TS'),
  coded('versionCode', 'CS', VERSION_CODE),
  { ...leaf('interactionId', 'II'), root: { oid: ROOTS.interaction } },
  coded('processingCode', 'CS', PROCESSING_ID),
  coded('processingModeCode', 'CS', PROCESSING_MODE),
  leaf('acceptAckCode', 'CS'),
]

const detail = having(link('acknowledgementDetail', 'ER', [leaf('code', 'CV')]), 'typeCode', {
  among: DETAIL_TYPE.codes,
  free: true,
})

const acknowledgement = having(
  link('acknowledgement', 'AA', [any(detail), plain('messageRef', [uuid()])]),
  'typeCode',
  { among: ACKNOWLEDGEMENT_TYPE.codes, free: true },
)

const author = link('author', 'AUT', [
  role('AgentPersonSDS', 'AGNT', [
    fixedId(ROOTS.roleProfile),
    entity('agentPersonSDS', 'PSN', [fixedId(ROOTS.user)]),
    link('part', 'PART', [role('partSDSRole', 'ROL', [id(ROOTS.jobRole)])]),
  ]),
])

const system = link('author1', 'AUT', [
  role('AgentSystemSDS', 'AGNT', [entity('agentSystemSDS', 'DEV', [asid])]),
])

const reason = link('reason', 'RSON', [
  act('justifyingDetectedIssueEvent', 'ALRT', 'EVN', [leaf('code', 'CD')]),
])

const subject = (payload: SchemaNode): SchemaNode =>
  having(unmissed(link('subject', 'SUBJ', [payload])), 'contextConductionInd', {
    value: 'false',
    among: ['true', 'false'],
    optional: true,
  })

const controlAct = (payload: SchemaNode | undefined): SchemaNode =>
  unmissed(
    act('ControlActEvent', 'CACT', 'EVN', [
      optional(author),
      upTo(2, system),
      any(reason),
      ...(payload ? [subject(payload)] : []),
    ]),
  )

/** A message in the wrapper of its kind. */
export const message = (
  name: string,
  wrapper: 'send' | 'acknowledgement',
  payload: SchemaNode | undefined,
): SchemaNode =>
  plain(
    name,
    wrapper === 'acknowledgement'
      ? [...HEAD, acknowledgement, ...parties('ENT'), controlAct(payload)]
      : [...HEAD, ...parties('ORG').map(unmissedBelow), controlAct(payload)],
  )
