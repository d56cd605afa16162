import { describe, expect, test } from 'vitest'
import {
  checkSchema,
  ebookingInteractions,
  type FamilyName,
  type SchemaCheck,
} from '../../../src/hl7v3/ebooking/index.js'
import { parseXml } from '../../../src/hl7v3/xml/parse.js'
import { documentOf, messageOf } from './messages.js'

function check(text: string): SchemaCheck {
  const parsed = parseXml(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return checkSchema(parsed.root) as SchemaCheck
}

type Edit = readonly [what: string | RegExp, by: string]

/** A message of a family with one thing made different. */
function edited(family: FamilyName, [what, by]: Edit): SchemaCheck {
  const text = documentOf(messageOf(family))
  const changed = text.replace(what, by)
  expect(changed).not.toBe(text)
  return check(changed)
}

const REFUSED: readonly (readonly [title: string, FamilyName, Edit, where: string])[] = [
  ['a UUID in lower case', 'requestSlots', [/root="5F7B7C1E/, 'root="5f7b7c1e'], '/id/@root'],
  ['a class that is missing', 'requestSlots', [' classCode="SPLY"', ''], '/@classCode'],
  [
    'a mood that is missing',
    'didNotAttend',
    ['dnaAppointment classCode="PCPR" moodCode="EVN"', 'dnaAppointment classCode="PCPR"'],
    '/@moodCode',
  ],
  ['a link without its type', 'availableSlots', [' typeCode="COMP"', ''], 'component[1]/@typeCode'],
  [
    'a determiner that is missing',
    'requestAppointment',
    [
      'classCode="PSN" determinerCode="INSTANCE">\n              <name',
      'classCode="PSN">\n              <name',
    ],
    '/@determinerCode',
  ],
  [
    'a device of an answer without its class',
    'appointmentConfirmed',
    ['classCode="DEV" ', ''],
    'communicationFunctionRcv/device/@classCode',
  ],
  [
    'an author of the control act without its class',
    'requestSlots',
    ['<AgentSystemSDS classCode="AGNT">', '<AgentSystemSDS>'],
    'AgentSystemSDS/@classCode',
  ],
  [
    'a time with a fraction',
    'requestSlots',
    ['20240615103000"', '20240615103000.123"'],
    '/creationTime/@value',
  ],
  [
    'a time with an offset',
    'requestSlots',
    ['202406150000"', '202406150000+0100"'],
    'effectiveTime/low/@value',
  ],
  [
    'a time with dashes',
    'requestSlots',
    ['20240615103000"', '2024-06-15"'],
    '/creationTime/@value',
  ],
  [
    'the version of a later release',
    'requestSlots',
    ['V3NPfIT3.1.09', 'V3NPfIT3.1.10'],
    '/versionCode/@code',
  ],
  [
    'an unknown processing code',
    'requestSlots',
    ['<processingCode code="P"', '<processingCode code="X"'],
    '/processingCode/@code',
  ],
  [
    'a code outside its list',
    'requestCancellation',
    ['code="39"', 'code="25"'],
    '/reasonCode/@code',
  ],
  ['the wrong code system', 'requestCancellation', ['16.18"', '16.19"'], '/reasonCode/@codeSystem'],
  [
    'an NHS number with another root',
    'requestAppointment',
    ['2.16.840.1.113883.2.1.4.1"', '2.16.840.1.113883.2.1.3.2.4.3"'],
    '/patient/id/@root',
  ],
  [
    'an empty extension',
    'cancellationConfirmed',
    ['extension="000000070000"', 'extension=""'],
    '/id/@extension',
  ],
  [
    'a telecom without a scheme',
    'requestAppointment',
    ['tel:01135550101', '01135550101'],
    '/telecom/@value',
  ],
  [
    'elements in the wrong order',
    'requestSlots',
    [
      /(<RequestAvailableSlots[^>]*>)\s*(<id [^>]*>)([\s\S]*?)(<\/RequestAvailableSlots>)/,
      '$1$3$2$4',
    ],
    '/RequestAvailableSlots',
  ],
  [
    'an unknown element',
    'requestSlots',
    ['<processingCode', '<sequenceNumber/><processingCode'],
    '/sequenceNumber',
  ],
  [
    'an unknown attribute',
    'requestSlots',
    ['<clinic ', '<clinic colour="red" '],
    '/clinic/@colour',
  ],
  [
    'a practice without telecom',
    'requestAppointment',
    [/<telecom use="WP"[^>]*>/, ''],
    '/scopingGpPractice',
  ],
  [
    'an empty list of slots',
    'slotsWithdrawn',
    [/<component [\s\S]*<\/component>/, ''],
    '/CancelledSlotList',
  ],
  [
    'an empty list of missed appointments',
    'didNotAttend',
    [/<component [\s\S]*<\/component>/, ''],
    '/DnaList',
  ],
  ['no author1', 'requestSlots', [/<author1[\s\S]*<\/author1>/, ''], '/ControlActEvent'],
  [
    'more than two of author1',
    'requestSlots',
    [/(<author1[\s\S]*<\/author1>)/, '$1$1$1'],
    '/author1[3]',
  ],
  [
    'slots without the request they answer',
    'availableSlots',
    [/<inFulfillmentOf[\s\S]*<\/inFulfillmentOf>/, ''],
    '/AvailableSlots',
  ],
  [
    'an acknowledgement of an unknown type',
    'acknowledgement',
    ['typeCode="AA"', 'typeCode="CA"'],
    '/acknowledgement/@typeCode',
  ],
  [
    'a message without its subject',
    'appointmentConfirmed',
    [/<subject[\s\S]*<\/subject>/, ''],
    '/ControlActEvent',
  ],
  [
    'an acknowledgement with a subject',
    'acknowledgement',
    ['</ControlActEvent>', '<subject/></ControlActEvent>'],
    '/subject',
  ],
  [
    'text between elements',
    'requestSlots',
    ['<processingCode', 'and <processingCode'],
    '/PRSC_IN080000UK07',
  ],
]

const TAKEN: readonly (readonly [title: string, FamilyName, Edit])[] = [
  ['the version of an older release', 'requestSlots', ['V3NPfIT3.1.09', 'V3NPfIT2.3']],
  ['any acceptAckCode', 'requestSlots', ['acceptAckCode code="NE"', 'acceptAckCode code="AL"']],
  ['a time of four digits', 'requestSlots', ['value="20240615103000"', 'value="2024"']],
  ['a code without its code system', 'requestCancellation', [/ codeSystem="[^"]*16.18"/, '']],
  ['a name for a code', 'requestCancellation', ['code="39"', 'code="39" displayName="Other"']],
  [
    'an NHS number that is none',
    'requestAppointment',
    ['extension="9000000009"', 'extension="12"'],
  ],
  ['any UBRN', 'cancellationConfirmed', ['extension="000000070000"', 'extension="my referral"']],
  [
    'a telecom that is not known',
    'requestAppointment',
    ['value="tel:01135550101"', 'nullFlavor="UNK"'],
  ],
  ['comments', 'requestSlots', ['<id', '<!-- a poll --><id']],
  [
    'several receivers',
    'requestSlots',
    [/(<communicationFunctionRcv[\s\S]*<\/communicationFunctionRcv>)/, '$1$1'],
  ],
  [
    'any link to the registered GP',
    'requestAppointment',
    ['typeCode="registeredWith"', 'typeCode="SUBJ"'],
  ],
  ['no free slot', 'availableSlots', [/<component [\s\S]*<\/component>/, '']],
  ['a start alone', 'availableSlots', [/<high[^>]*>/, '']],
  ['an end alone', 'availableSlots', [/<low[^>]*>/, '']],
  ['a middle', 'availableSlots', [/<low[^>]*>\s*<high[^>]*>/, '<center value="202406170900"/>']],
]

/** What the schema takes although the model has another value. */
const ODD: readonly (readonly [title: string, FamilyName, Edit, where: string])[] = [
  ['a wrong class', 'requestSlots', ['classCode="SPLY"', 'classCode="ACT"'], '/@classCode'],
  ['a wrong mood', 'requestSlots', ['moodCode="RQO"', 'moodCode="EVN"'], '/@moodCode'],
  [
    'a control act without its class',
    'requestSlots',
    ['ControlActEvent classCode="CACT"', 'ControlActEvent'],
    '/ControlActEvent/@classCode',
  ],
  ['a subject without its type', 'requestSlots', [' typeCode="SUBJ"', ''], '/subject/@typeCode'],
  [
    'a device of a request without its class',
    'requestSlots',
    [' classCode="DEV"', ''],
    '/device/@classCode',
  ],
  ['a reason of one digit', 'providerCancellation', ['code="39"', 'code="1"'], '/reasonCode/@code'],
  [
    'a UBRN below another root',
    'cancellationConfirmed',
    ['2.16.840.1.113883.2.1.3.2.4.1"', '2.16.840.1.113883.2.1.3.2.4.9"'],
    '/id/@root',
  ],
  [
    'a slot that is no UUID',
    'appointmentConfirmed',
    [
      'RequestedAppointment classCode="ENC" moodCode="PRMS">\n        <id root="A1B2C3D4-0000-4000-8000-000000000101"',
      'RequestedAppointment classCode="ENC" moodCode="PRMS">\n        <id root="1.2.3"',
    ],
    '/id/@root',
  ],
]

describe('the schema of the eBooking messages', () => {
  test.each(ebookingInteractions())(
    'has nothing to say of $interactionId as it is written here',
    (one) => {
      expect(check(documentOf(messageOf(one.family, one.release)))).toEqual({
        faults: [],
        findings: [],
      })
    },
  )

  test.each(REFUSED)('refuses %s', (_, family, edit, where) => {
    const { faults } = edited(family, edit)
    expect(faults.map(({ path }) => path)).toContainEqual(expect.stringContaining(where))
  })

  test.each(TAKEN)('takes %s', (_, family, edit) => {
    expect(edited(family, edit)).toEqual({ faults: [], findings: [] })
  })

  test.each(ODD)('takes %s, with a finding', (_, family, edit, where) => {
    const { faults, findings } = edited(family, edit)
    expect(faults).toEqual([])
    expect(findings.map(({ path }) => path)).toEqual([expect.stringContaining(where)])
  })

  test('says where a fault is and what is wrong', () => {
    const { faults } = edited('didNotAttend', ['code="3"', 'code="6"'])
    expect(faults).toEqual([
      {
        path: '/PRSC_IN110000UK08/ControlActEvent/subject/DnaList/component[1]/dnaAppointment/reasonCode/@code',
        message: '6 is no code of ReasonForDna',
      },
    ])
  })

  test('does not know messages of other domains', () => {
    const parsed = parseXml('<QUPA_IN000008UK02 xmlns="urn:hl7-org:v3"/>')
    expect(parsed.ok && checkSchema(parsed.root)).toBeUndefined()
  })
})
