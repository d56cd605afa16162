import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '../../../support/client.js'
import { type Asking, ask, asking, file, PATHS } from './bodies.js'
import { type Advice, startAdvice, upload } from './sandbox.js'

let sandbox: Advice
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())

describe('A044 makes', () => {
  test('a conversation that waits for the provider, and answers 200 without ETag', async () => {
    const created = await sandbox.gp.post(PATHS.create, asking({ priority: 'URGENT' }))
    expect([created.status, created.headers.get('etag')]).toEqual([200, null])
    const [advice, message] = created.json.parameter.map(
      (one: { resource: unknown }) => one.resource,
    )
    expect(created.json.parameter.map((one: { name: string }) => one.name)).toEqual([
      'createdCommunicationRequest',
      'createdCommunication',
    ])
    expect(advice).toMatchObject({
      resourceType: 'CommunicationRequest',
      meta: { versionId: '1' },
      status: 'active',
      category: [{ coding: [{ code: 'PROVIDER_RESPONSE_REQUIRED' }] }],
      subject: { identifier: { value: '9912003888' } },
      sender: {
        extension: [
          {
            valueReference: { reference: '#PractitionerRole.021600556514.R69.REFERRING-CLINICIAN' },
          },
        ],
      },
    })
    expect(advice.identifier[0].value).toMatch(/^a\.[0-9a-f-]{36}$/)
    expect(message).toMatchObject({
      meta: { versionId: '0' },
      status: 'completed',
      category: [{ coding: [{ code: 'REQUESTER' }] }],
      basedOn: [{ reference: `CommunicationRequest/${advice.id}/_history/1` }],
      sent: '2026-06-01T09:00:00.000Z',
      note: [{ text: 'Is an echocardiogram needed?' }],
    })
    expect(message).not.toHaveProperty('payload')
  })

  test('one for the clinician whom an admin names, with files and both roles', async () => {
    const id = upload(sandbox.world(), 'ecg.txt')
    const created = await sandbox.secretary.post(
      PATHS.create,
      asking({
        clinician: '021600556514',
        files: [file('requestAttachmentFile', 'ADVICE_REQUEST', id)],
      }),
    )
    expect(created.status, created.text).toBe(200)
    const [advice, message] = created.json.parameter.map(
      (one: { resource: unknown }) => one.resource,
    )
    expect(advice).not.toHaveProperty('payload')
    expect(message.contained.map((one: { id: string }) => one.id)).toEqual([
      message.payload[0].contentReference.reference.slice(1),
      'PractitionerRole.103264992985.R69.REFERRING-CLINICIAN-ADMIN',
      'PractitionerRole.021600556514.R69.REFERRING-CLINICIAN',
    ])
    const by = message.contained[0].content[0].attachment.extension.map(
      (one: { url: string; valueReference?: { identifier: { value: string } } }) => [
        one.url.split('eRS-')[1],
        one.valueReference?.identifier.value,
      ],
    )
    expect(by).toEqual([
      ['AvailabilityStatus-1', undefined],
      ['AttachedBy-1', '103264992985'],
      ['AttachedByOrganisation-1', 'R69'],
      ['AttachedOnBehalfOf-1', '021600556514'],
    ])
  })

  test('one with a service that takes referrals as well', async () => {
    await ask(sandbox.gp, { services: ['11010'] })
  })

  test('one whose text has 8000 characters', async () => {
    await ask(sandbox.gp, { text: 'x'.repeat(8000) })
  })

  test('one with a well-formed link', async () => {
    await ask(sandbox.gp, { text: 'See <a href="https://www.example.org/x">this</a>, a < b.' })
  })
})

describe('A044 refuses', () => {
  test.each<[string, Asking, string, string]>([
    [
      'two services',
      { services: ['11014', '11010'] },
      'TOO_MANY_ITEMS',
      "'shortlist' holds 2 services; exactly 1 is allowed.",
    ],
    [
      'a service without advice and guidance',
      { services: ['11000'] },
      'INAPPROPRIATE_VALUE',
      "'Shortlist/Service Id' (11000) does not take advice and guidance requests.",
    ],
    [
      'an unknown service',
      { services: ['99999'] },
      'REFERENCE_NOT_FOUND',
      "'Shortlist/Service Id' (99999) does not exist.",
    ],
    [
      'a service that the criteria do not find',
      { services: ['60008'] },
      'SHORTLISTED_SERVICE_NOT_IN_RESULTS',
      "'Shortlist/Service Id' (60008) does not match the search criteria.",
    ],
    [
      'an unknown patient',
      { patient: '9111231130' },
      'REFERENCE_NOT_FOUND',
      "'patient' (9111231130) does not exist.",
    ],
    [
      'a text of 8001 characters',
      { text: 'x'.repeat(8001) },
      'INVALID_VALUE',
      "'parameter[3]/valueString' is longer than 8000 characters.",
    ],
    [
      'a link that is not closed',
      { text: 'See <a href="https://www.example.org/">this' },
      'INVALID_VALUE',
      "'parameter[3]/valueString' holds a link that is not well formed.",
    ],
    ['an empty text', { text: ' ' }, 'MISSING_VALUE', "'request' is missing."],
    [
      'an unknown authorisation',
      { conversion: 'PERHAPS' },
      'INVALID_CODE',
      "'parameter[1]/valueCoding/code' (PERHAPS) is not a known code.",
    ],
    [
      'criteria without a target',
      { specialty: '', clinicType: '' },
      'VALUE_IS_REQUIRED',
      "'searchCriteria' requires a specialty with clinic type, a clinical term or a named clinician.",
    ],
    [
      'a clinician who names a clinician',
      { clinician: '021600556514' },
      'FIELD_NOT_PERMITTED',
      "'referringClinician' is not permitted for Business Function (REFERRING_CLINICIAN).",
    ],
    [
      'a parameter it does not know',
      { extra: [{ name: 'colour', valueString: 'red' }] },
      'UNEXPECTED_FIELD',
      "'parameter[4]' (colour) unknown parameter name",
    ],
    [
      'a file that does not exist',
      {
        files: [
          file('requestAttachmentFile', 'ADVICE_REQUEST', '0d8e1b0c-3f3d-4b0e-8d3c-7f3f7a1a0001'),
        ],
      },
      'REFERENCE_NOT_FOUND',
      "'attachment' (0d8e1b0c-3f3d-4b0e-8d3c-7f3f7a1a0001) does not exist.",
    ],
    [
      'a file that is attached elsewhere',
      {
        files: [
          file('requestAttachmentFile', 'ADVICE_REQUEST', '19eb7224-dff3-4730-a5cb-67eac811f1a5'),
        ],
      },
      'INVALID_STATE',
      "'attachment' (19eb7224-dff3-4730-a5cb-67eac811f1a5) is attached already.",
    ],
  ])('%s', async (_what, of, code, diagnostics) => {
    const answer = await sandbox.gp.post(PATHS.create, asking(of))
    expect(refusal(answer)).toEqual([422, code])
    expect(answer.json.issue[0].diagnostics).toBe(diagnostics)
  })

  test('a file of another type, and two of one name', async () => {
    const [first, second] = ['same.txt', 'SAME.txt'].map((name) => upload(sandbox.world(), name))
    const attach = (type: string, ids: (string | undefined)[]) =>
      sandbox.gp.post(
        PATHS.create,
        asking({ files: ids.map((id) => file('requestAttachmentFile', type, id as string)) }),
      )
    expect(refusal(await attach('GUIDANCE_RESPONSE', [first]))).toEqual([
      422,
      'INAPPROPRIATE_VALUE',
    ])
    expect(refusal(await attach('ADVICE_REQUEST', [first, second]))).toEqual([
      422,
      'DUPLICATE_FILENAME',
    ])
    expect((await attach('ADVICE_REQUEST', [first])).status).toBe(200)
  })

  test('an admin who names nobody, and every provider', async () => {
    expect(refusal(await sandbox.secretary.post(PATHS.create, asking()))).toEqual([
      422,
      'VALUE_IS_REQUIRED',
    ])
    expect(refusal(await sandbox.consultant.post(PATHS.create, asking()))).toEqual([
      403,
      'FORBIDDEN',
    ])
  })

  test('a body that is not JSON with a bare 400, and another media type with 415', async () => {
    expect(refusal(await sandbox.gp.post(PATHS.create, '{'))).toEqual([400, undefined])
    const other = await sandbox.gp.post(PATHS.create, asking(), { 'Content-Type': 'text/plain' })
    expect(other.status).toBe(415)
  })
})
