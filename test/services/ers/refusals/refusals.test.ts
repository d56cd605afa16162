import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  DOCUMENTED_REFUSALS,
  type DocumentedRefusal,
} from '../../../../src/services/ers/fhir/documented-refusals.js'
import { GP, refusal, type Send } from '../../../support/client.js'
import { type Advice, startAdvice } from '../advice/sandbox.js'
import { letters } from '../documents/support.js'
import { CALLS, send } from './calls.js'
import { SEARCHES } from './search.js'
import { ANY, BY_CONSULTANT, BY_GP, body, files, type Spoil } from './spoil.js'

/** Statuses of the codes that have another than 422, or 400 on the reads that answer so (ers-fhir 4.1). */
const STATUS: Readonly<Record<string, number>> = {
  PAS_RESPONDED_WITH_ERROR: 502,
  PAS_NOT_RESPONDING: 504,
}
const DAY = 86_400_000
/** A service of the data set that is not offered. */
const UNPUBLISHED = '60013'
const FILE: Send = { method: 'POST', body: 'TEST', headers: { 'Content-Type': 'text/plain' } }
const READS_WITH_400 = ['A015', 'A025', 'A029']

const service = (value: string) => ({
  name: 'service',
  valueIdentifier: { system: 'http://fhir.nhs.net/Id/ers-service', value },
})
const otherProvider = body((list) => void list.parameter.push(service('60008')))
const referenceTo = (version: string): Spoil =>
  body((resource) => {
    resource.parameter[0].valueReference.reference =
      resource.parameter[0].valueReference.reference.replace(/\d+$/, version)
  })
const letterOf = (content: object): Spoil =>
  body(({ parameter: [letter] }) => void Object.assign(letter.resource, content))

/** What an operation is spoilt with beside what any is; `undefined`: it is provoked elsewhere. */
const OWN: Readonly<Record<string, Readonly<Record<string, Spoil>>>> = {
  ...SEARCHES,
  A008: {
    NO_RELATIONSHIP: otherProvider,
    REFERENCE_NOT_FOUND: body((l) => void l.parameter.push(service('99999'))),
  },
  A012: {
    UNEXPECTED_FIELD: letterOf({ colour: 'red' }),
    CONFLICTING_VALUES: (call, sandbox) =>
      body(({ parameter: [letter] }) => {
        letter.resource.content[0].attachment.title = 'other.txt'
      })(call, sandbox),
    REFERENCE_NOT_FOUND: (call) => ({
      ...call,
      body: letters({ url: 'Binary/00000000-0000-4000-8000-000000000000' }),
    }),
  },
  A014: BY_CONSULTANT,
  A016: {
    ...BY_GP,
    409: body((booking) => {
      booking.incomingReferral[0].reference = booking.incomingReferral[0].reference.replace(
        /\d+$/,
        '99',
      )
    }),
    MISSING_VALUE: body((booking) => ({ ...booking, status: undefined })),
  },
  A022: {
    ...BY_CONSULTANT,
    ...files('providerAttachmentFile', 'PROVIDER'),
    INVALID_CODE: body(
      (later) =>
        void later.parameter.push({
          name: 'priority',
          valueCoding: {
            system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-Priority-1',
            code: 'SOON',
          },
        }),
    ),
    VALUE_IS_REQUIRED: async (call, sandbox) => {
      const read = await sandbox.as(GP).get('/STU3/ReferralRequest/000000070002')
      return {
        ...call,
        ubrn: '000000070002',
        headers: { 'If-Match': `W/"${read.json.meta.versionId}"` },
      }
    },
  },
  A023: { NO_RELATIONSHIP: otherProvider },
  A026: files('guidanceAttachmentFile', 'GUIDANCE_RESPONSE'),
  A027: {
    ...files('guidanceAttachmentFile', 'GUIDANCE_RESPONSE'),
    409: referenceTo('99'),
    404: body((conversion) => {
      conversion.parameter[0].valueReference.reference =
        'CommunicationRequest/000099999999/_history/1'
    }),
  },
  A028: { ...BY_CONSULTANT, ...files('reviewAttachmentFile', 'PROVIDER') },
  A031: { ...SEARCHES.A031, ...BY_GP },
  A032: { ...SEARCHES.A032, ...BY_GP },
  A034: {
    ...BY_GP,
    INVALID_REQUEST_STATE: async (call, sandbox) => {
      await sandbox.world().advance(2 * DAY)
      return { ...call, who: sandbox.as(GP) }
    },
    404: (call) => ({ ...call, path: '/STU3/Appointment/99999999' }),
    UNEXPECTED_FIELD: body((appointment) => ({ ...appointment, colour: 'red' })),
    MISSING_VALUE: body((appointment) => ({ ...appointment, reason: undefined })),
  },
  A036: BY_GP,
  A038: BY_GP,
}

/** Refusals that need more than a spoilt call; the tests of these operations provoke them. */
const ELSEWHERE = new Set([
  'A005 INVALID_REQUEST_STATE',
  'A012 INVALID_REQUEST_STATE',
  'A015 INVALID_VALUE',
  'A015 INVALID_CODE',
  'A016 INVALID_CODE',
  'A016 INVALID_REQUEST_STATE',
  'A024 INVALID_REQUEST_TYPE',
  'A025 INVALID_REQUEST_TYPE',
  'A026 INVALID_REQUEST_STATE',
  'A027 INVALID_REQUEST_STATE',
  'A031 INVALID_REQUEST_STATE',
  'A036 UNABLE_TO_CANCEL_APPOINTMENT',
  'A036 PAS_RESPONDED_WITH_ERROR',
  'A036 PAS_NOT_RESPONDING',
  'A038 404',
  'A043 INVALID_REQUEST_TYPE',
])

function spoilOf(operation: string, refused: DocumentedRefusal): Spoil | undefined {
  if (ELSEWHERE.has(`${operation} ${refused}`)) return undefined
  return OWN[operation]?.[refused] ?? ANY[refused]
}

const ROWS = Object.keys(CALLS).flatMap((operation) =>
  (DOCUMENTED_REFUSALS[operation] ?? []).flatMap((refused) => {
    const spoil = spoilOf(operation, refused)
    return spoil ? [[operation, refused, spoil] as const] : []
  }),
)

function expected(operation: string, refused: DocumentedRefusal): [number, string | undefined] {
  if (typeof refused === 'number') return [refused, undefined]
  return [STATUS[refused] ?? (READS_WITH_400.includes(operation) ? 400 : 422), refused]
}

let sandbox: Advice
beforeAll(async () => {
  sandbox = await startAdvice()
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

describe('A call that is right is answered', () => {
  test.each(Object.keys(CALLS))('%s', async (operation) => {
    const call = await CALLS[operation]?.(sandbox)
    const answer = call && (await send(call))
    expect(answer?.status, answer?.text).toBeLessThan(300)
  })
})

describe('The same call, spoilt in one way, is refused for it', () => {
  test.each(ROWS)('%s %s', async (operation, refused, spoil) => {
    const call = await CALLS[operation]?.(sandbox)
    if (!call) throw new Error(`no call of ${operation}`)
    const answer = await send(await spoil(call, sandbox))
    expect(refusal(answer), answer.text).toEqual(expected(operation, refused))
  })
})

describe('Over R4 a refusal has the codes of HTTP', () => {
  test.each<[string, string, string, Send, number, string | undefined]>([
    [
      'A035',
      'a service that is not published',
      '/R4/HealthcareService?_id=11000,HIDDEN',
      {},
      403,
      'NO_RELATIONSHIP',
    ],
    [
      'A037',
      'an unknown service',
      '/R4/HealthcareService/99999',
      { method: 'HEAD' },
      404,
      undefined,
    ],
    [
      'A037',
      'a service that is not published',
      '/R4/HealthcareService/HIDDEN',
      { method: 'HEAD' },
      403,
      undefined,
    ],
    [
      'A033',
      'a service that is not published',
      '/R4/HealthcareService/HIDDEN',
      {},
      404,
      'REC_NOT_FOUND',
    ],
    ['A041', 'no identifier', '/R4/ServiceRequest', {}, 400, 'REC_BAD_REQUEST'],
    ['A039', 'a file without a name', '/R4/Binary', FILE, 400, 'REC_BAD_REQUEST'],
    [
      'A039',
      'a file without a type',
      '/R4/Binary',
      { ...FILE, headers: { 'Content-Type': 'x' } },
      415,
      'REC_UNSUPPORTED_MEDIA_TYPE',
    ],
  ])('%s %s', async (_operation, _what, path, sent, status, code) => {
    const answer = await sandbox.as(GP).send(path.replace('HIDDEN', UNPUBLISHED), sent)
    expect(refusal(answer)).toEqual([status, code])
  })
})
