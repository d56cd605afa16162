import { expect, test } from 'vitest'
import { usualContract } from '../../../src/services/sds/domain/register/contract.js'

const NEXT = 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH'
const TO_PARTY = 'urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH'

test.each([
  ['ebs', 'PRSC_IN080000UK07', 'None', NEXT, 'PT10M', 'PT1M'],
  ['ebs', 'PRSC_IN040000UK08', 'None', NEXT, 'PT4M', 'PT1M'],
  ['ebs', 'PRSC_IN150001UK02', 'None', NEXT, 'PT10M', 'PT1M'],
  ['ebs', 'PRSC_IN110000UK03', 'None', NEXT, 'PT2M', 'PT40S'],
  ['ebs', 'PRSC_IN080000UK03', 'None', TO_PARTY, 'PT6H', 'PT2H'],
  ['ebsepr', 'PRPA_IN030000UK10', 'None', TO_PARTY, 'PT3H', 'PT1H'],
  ['itk', 'COPC_IN000001GB01', 'None', TO_PARTY, 'PT9M', 'PT1M'],
  ['gp2gp', 'RCMR_IN030000UK07', 'None', NEXT, 'PT10M', 'PT1M'],
  ['dis', 'POCD_IN150001UK07', 'None', NEXT, 'PT1H', 'PT20M'],
  ['adm', 'POCD_IN040001UK01', 'None', NEXT, 'PT10M', 'PT1M'],
  ['adm', 'MCCI_IN010000UK13', 'None', NEXT, 'PT1H', 'PT20M'],
  ['gpes', 'COMT_IN000004GB01', 'None', NEXT, 'PT391M', 'PT2H10M20S'],
  ['pds', 'PRPA_IN000202UK01', 'MSHSignalsOnly', TO_PARTY, 'PT5M', 'PT1M'],
  ['pds', 'QUPA_IN070000UK02', 'MSHSignalsOnly', TO_PARTY, 'PT21S', 'PT7S'],
  ['mm', 'PORX_IN070101UK31', 'MSHSignalsOnly', TO_PARTY, 'PT1H30M', 'PT30M'],
  ['tms', 'MCCI_IN200002UK03', 'MSHSignalsOnly', TO_PARTY, 'PT1H', 'PT20M'],
])(
  '%s:%s is contracted %s to %s for %s, every %s',
  (domain, action, syncReplyMode, actor, persistDuration, retryInterval) => {
    expect(usualContract(`urn:nhs:names:services:${domain}`, action)).toEqual({
      syncReplyMode,
      retries: '2',
      retryInterval,
      persistDuration,
      duplicateElimination: 'always',
      ackRequested: 'always',
      actors: [actor],
    })
  },
)

test.each([
  ['ebsnpr', 'PRSC_IN080000UK09', 'None'],
  ['pdsquery', 'QUPA_IN000011UK02', 'MSHSignalsOnly'],
  ['gpconnect:fhir', 'read', 'None'],
])('%s:%s is contracted without acknowledgement, %s', (domain, action, syncReplyMode) => {
  expect(usualContract(`urn:nhs:names:services:${domain}`, action)).toEqual({
    syncReplyMode,
    duplicateElimination: 'never',
    ackRequested: 'never',
  })
})
