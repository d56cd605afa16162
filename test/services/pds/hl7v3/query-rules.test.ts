import { expect, test } from 'vitest'
import { type Xml, xml } from '../../../../src/hl7v3/xml/template.js'
import { deliver, message, outcomeOf, spine } from '../../tms/support.js'
import { born, historyIgnored, historyIs, named, number, searchBy, sex } from './support.js'

// A rule of a query that is broken is named in the answer (pds 13.3).

const SIMPLE = ['QUPA_IN010000UK32', 'QUPA_IN000005UK01', 'QUPA_IN000005UK03']
const ADVANCED = ['QUPA_IN020000UK31', 'QUPA_IN000006UK02', 'QUPA_IN000006UK05']
const RETRIEVAL = ['QUPA_IN040000UK32', 'QUPA_IN000008UK02', 'QUPA_IN000008UK05']
const CONFIRMATION = ['QUPA_IN060000UK30', 'QUPA_IN000016UK02', 'QUPA_IN000016UK04']
const CROSS_CHECK = ['QUPA_IN000014UK01', 'QUPA_IN000014UK03']
const BATCH = ['QUPA_IN000012UK02', 'QUPA_IN000012UK04']

const PLAIN = [historyIs('0'), searchBy('1'), sex('2')]
const JANE = '9000000009'

const ROWS: readonly (readonly [string, readonly string[], readonly Xml[]])[] = [
  ['MISSING_MANDATORY_SEARCH_FIELD', SIMPLE, [sex('2'), named('Smith')]],
  ['ILLEGAL_DATE_FORMAT', SIMPLE, [sex('2'), born('2010'), named('Smith')]],
  [
    'Missing mandatory search field - missing historic data indicator',
    ADVANCED,
    [searchBy('1'), sex('2'), named('Smith')],
  ],
  ['Missing mandatory search field - missing person name', ADVANCED, PLAIN],
  ['DUPLICATE_SEARCH_FIELDS_PROVIDED', ADVANCED, [...PLAIN, sex('1'), named('Smith')]],
  [
    'Missing search type - a single search parameter must be provided',
    ADVANCED,
    [historyIs('0'), sex('2'), named('Smith')],
  ],
  [
    'Invalid search type - invalid searchParameter value provided',
    ADVANCED,
    [historyIs('0'), searchBy('3'), sex('2'), named('Smith')],
  ],
  [
    'INVALID_HISTORY_INDICATOR',
    ADVANCED,
    [historyIs('2'), searchBy('1'), sex('2'), named('Smith')],
  ],
  ['INVALID_IGNORE_HISTORY_INDICATOR', ADVANCED, [...PLAIN, historyIgnored('2'), named('Smith')]],
  ['INVALID_SEARCH_DATA', ADVANCED, [...PLAIN, named('Smith'), number('1'), number('2')]],
  ['ILLEGAL_DATE_FORMAT', ADVANCED, [...PLAIN, born('x'), named('Smith')]],
  ['INVALID_HISTORIC_DATA_INDICATOR', RETRIEVAL, [historyIs('5'), number(JANE)]],
  ['NHS_NUMBER_UNSPECIFIED', RETRIEVAL, [historyIs('0')]],
  ['INVALID_NHS_NUMBER', RETRIEVAL, [historyIs('0'), number('900000000')]],
  ['NHS_NUMBER_UNSPECIFIED', CONFIRMATION, []],
  ['DATE_OF_BIRTH_MISSING', CROSS_CHECK, [number(JANE)]],
  ['MISSING_NHS_NUMBER', CROSS_CHECK, [born('20101022')]],
  ['INVALID_NAME_FORMAT', CROSS_CHECK, [number(JANE), born('20101022'), named('Smith', 'A', 'B')]],
  ['MISSING_MANDATORY_SEARCH_FIELD', BATCH, [named('Smith')]],
]

const CASES = ROWS.flatMap(([rule, requests, parameters]) =>
  requests.map((request) => ({ rule, request, parameters })),
)

const world = spine()

test.each(CASES)('$rule of $request', ({ rule, request, parameters }) => {
  const id = crypto.randomUUID().toUpperCase()
  const outcome = outcomeOf(deliver(world, message(request, xml`${parameters}`, { id })))
  expect([outcome.interactionId, outcome.type]).toEqual(['QUQI_IN010000UK14', 'AE'])
  expect(outcome.texts).toEqual(['Generic Error', rule])
})

test.each(CROSS_CHECK)('NOT_NEW_STYLE_NHS_NUMBER of %s has a code of its own', (request) => {
  const parameters = xml`${[number(JANE, '2.16.840.1.113883.2.1.3.2.4.19.1'), born('20101022')]}`
  expect(outcomeOf(deliver(world, message(request, parameters))).codes).toEqual(['42'])
})
