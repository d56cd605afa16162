import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setAccessCode } from '../../../../src/services/ers/domain/letter/access-code.js'
import { referrals } from '../../../../src/world/tables/referral.js'
import { CONSULTANT, type ErsClient, GP, type Reply, refusal } from '../../../support/client.js'
import { operate, operationBody, refer } from '../../../support/ers-steps.js'
import { pdfText } from '../../../support/pdf-text.js'
import { type Advice, OTHER_CONSULTANT, OTHER_GP, startAdvice } from '../advice/sandbox.js'
import { control, uploaded } from './support.js'

const CRI = 'generateCRI'
const LETTER = 'generatePatientLetter'

let sandbox: Advice
let gp: ErsClient
beforeAll(async () => {
  sandbox = await startAdvice()
})
beforeEach(async () => {
  await sandbox.reset()
  gp = sandbox.as(GP)
})
afterAll(() => sandbox.close())

const fetchPdf = (
  client: ErsClient,
  ubrn: string,
  operation: string,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  client.send(`/STU3/ReferralRequest/${ubrn}/$ers.${operation}`, { method: 'POST', headers })

/** Makes the patient of a referral one whose record is sensitive. */
function makeSensitive(ubrn: string): void {
  const { store } = sandbox.world()
  const referral = referrals.find(store, ubrn)
  if (referral) referrals.save(store, { ...referral, nhsNumber: '9990000301' })
}

const IS_PDF = {
  'content-type': 'application/pdf',
  etag: null,
}

function expectPdf(answer: Reply, name: string): string {
  expect(answer.status, answer.text).toBe(200)
  for (const [header, value] of Object.entries(IS_PDF))
    expect(answer.headers.get(header)).toBe(value)
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=${name}`)
  expect(answer.headers.get('content-length')).toBe(String(answer.bytes.length))
  return pdfText(answer.bytes)
}

describe('A007', () => {
  test('tells the provider what is known of a referral', async () => {
    const answer = await fetchPdf(sandbox.as(CONSULTANT), '000000070001', CRI, {
      Accept: 'application/pdf',
    })
    const name = '000000070001_Clinical_Information_Summary_20260601090000.pdf'
    const lines = expectPdf(answer, name).split('\n')
    for (const line of [
      'Clinical Information - 000000070001',
      'Name: Mrs Rosalind Hartley',
      'NHS number: 991 200 3888',
      'Date of birth: 17 May 1984',
      'Address: 12 Cromwell Road, Great Yarmouth, Norfolk, NR31 0AB',
      'UBRN: 000000070001',
      'State: Booked',
      'Date and time: Tuesday 2 June 2026 at 09:30',
      'Service: Good Cardiology Business Service (11002)',
      'Place: Cicero-Clinic, Orchard Way, Leeds, LS1 9ZY',
    ])
      expect(lines).toContain(line)
    expect(lines.join(' ')).toContain('Referrer: referralletter.pdf - Referral letter')
  })

  test('tells reasons, comments and the conversation that a referral was made of', async () => {
    const text = pdfText((await fetchPdf(gp, '000000070004', CRI)).bytes)
    expect(text).toContain('Reason: Provider Converted Advice and Guidance, Admin to Refer')
    expect(text).toContain('Comments: Please book the first two week wait appointment.')
    expect(text).toContain('We will see the patient within two weeks.')
    const other = pdfText((await fetchPdf(gp, '000000070002', CRI)).bytes)
    expect(other).not.toContain('Advice and guidance')
  })

  test('has the text that the practice system sent, and no other files', async () => {
    const ubrn = '000000070012'
    const sent = async (name: string, content: string) =>
      (await uploaded(gp, { name, type: 'text/plain', content, request: ubrn })).slice(7)
    const scan = (body: object) => control(sandbox.url, 'PUT', '/scan', body)
    expect((await scan({ seconds: 0 })).status).toBe(204)
    const attachments = [await sent('notes.txt', 'Murmur since May.\r\nNo oedema.')]
    const act = { action: 'ADD_LETTER_BY_SYSTEM', attachments }
    expect((await control(sandbox.url, 'POST', `/referrals/${ubrn}/actions`, act)).status).toBe(200)
    const text = pdfText((await fetchPdf(gp, ubrn, CRI)).bytes)
    expect(text).toContain(
      "Clinical information of the referrer's system: notes.txt\nMurmur since May.\nNo oedema.",
    )
  })

  test('follows the referral: what it says is what is so now', async () => {
    const consultant = sandbox.as(CONSULTANT)
    const before = await consultant.get('/STU3/ReferralRequest/000000070001')
    const rejection = operationBody(
      'eRS-RejectReferral-Parameters-1',
      [
        'rejectionReason',
        'valueCoding',
        {
          system: '_baseUrl_/STU3/CodeSystem/APPOINTMENT-CANCELLATION-REASON',
          code: 'SERVICE_INAPPROPRIATE',
        },
      ],
      ['rejectionComments', 'valueString', 'Ľetter to Łódź \u{1F600}'],
    )
    expect((await operate(consultant, before, 'rejectReferral', rejection)).status).toBe(200)
    const text = pdfText((await fetchPdf(gp, '000000070001', CRI)).bytes)
    expect(text).toContain(
      'State: Rejected\nReason: Inappropriate service\nComments: Letter to ?ódz ?',
    )
    expect(text).not.toContain('Date and time')
  })

  test.each([
    ['an advice request', '000000070022', 422, 'INVALID_REQUEST_TYPE'],
    ['an unknown UBRN', '999999999999', 404, undefined],
    ['what is no UBRN', 'x', 404, undefined],
  ])('refuses %s', async (_what, ubrn, status, code) => {
    expect(refusal(await fetchPdf(gp, ubrn, CRI))).toEqual([status, code])
  })

  test('refuses callers without relationship, sensitive patients and other media types', async () => {
    const ubrn = '000000070001'
    for (const who of [OTHER_GP, OTHER_CONSULTANT])
      expect(refusal(await fetchPdf(sandbox.as(who), ubrn, CRI))).toEqual([422, 'NO_RELATIONSHIP'])
    expect((await fetchPdf(gp, ubrn, CRI, { Accept: 'image/png' })).status).toBe(406)
    makeSensitive(ubrn)
    expect(refusal(await fetchPdf(gp, ubrn, CRI))).toEqual([422, 'PATIENT_ERROR'])
  })
})

describe('A019', () => {
  test('confirms an appointment', async () => {
    const name = '000000070001_Appointment_Confirmation_Summary_20260601090000.pdf'
    const text = expectPdf(await fetchPdf(gp, '000000070001', LETTER), name)
    for (const part of [
      'Appointment Confirmation - 000000070001',
      'Name: Mrs Rosalind Hartley',
      'Date and time: Tuesday 2 June 2026 at 09:30',
      'Service: Good Cardiology Business Service',
      'UBRN: 000000070001',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('Your services')
  })

  test('lists the services to choose from while nothing is booked', async () => {
    const name = '000000070012_Appointment_Request_Summary_20260601090000.pdf'
    const text = expectPdf(await fetchPdf(gp, '000000070012', LETTER), name)
    expect(text).toContain('Your services\nGood Cardiology Business Service (11002)')
    expect(text).not.toContain('Your appointment')
  })

  test('says where to telephone for a service that is not booked online', async () => {
    const { json } = await refer(gp, { services: ['11016'], letter: 'NEED_TO_ADD_LATER' })
    const text = pdfText((await fetchPdf(gp, json.id, LETTER)).bytes)
    expect(text).toContain(
      'Triage-Related Indirect Business Service (11016)\nContact by phone: 0113 496 0022',
    )
  })

  test('is written for sensitive patients too, without their address', async () => {
    makeSensitive('000000070001')
    const answer = await fetchPdf(gp, '000000070001', LETTER)
    expect(answer.status).toBe(200)
    expect(pdfText(answer.bytes)).not.toContain('Address')
  })

  test.each([
    ['a cancelled referral', '000000071007', 422, 'INVALID_REQUEST_STATE'],
    ['an advice request', '000000070022', 422, 'INVALID_REQUEST_TYPE'],
    ['an unknown UBRN', '999999999999', 404, undefined],
  ])('refuses %s', async (_what, ubrn, status, code) => {
    expect(refusal(await fetchPdf(gp, ubrn, LETTER))).toEqual([status, code])
  })

  test('refuses a patient without access code', async () => {
    setAccessCode(sandbox.world(), '9912003888', false)
    expect(refusal(await fetchPdf(gp, '000000070001', LETTER))).toEqual([422, 'NO_ACCESS_CODE'])
    setAccessCode(sandbox.world(), '9912003888', true)
    expect((await fetchPdf(gp, '000000070001', LETTER)).status).toBe(200)
  })

  test('refuses another practice, and providers', async () => {
    const as = (who: typeof GP) => fetchPdf(sandbox.as(who), '000000070001', LETTER)
    expect(refusal(await as(OTHER_GP))).toEqual([422, 'NO_RELATIONSHIP'])
    expect(refusal(await as(CONSULTANT))).toEqual([403, 'FORBIDDEN'])
  })
})
