import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { ErsClient, GP, refusal, SECRETARY } from '../../support/client.js'
import { type NewReferral, newReferral } from '../../support/ers-bodies.js'
import { refer } from '../../support/ers-steps.js'

const PATH = '/STU3/ReferralRequest/$ers.createReferral'
const CS = 'https://fhir.nhs.uk/STU3/CodeSystem/'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient
let secretary: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
  })
  world = sandbox.world()
  gp = new ErsClient(world, GP)
  secretary = new ErsClient(world, SECRETARY)
})
afterAll(() => sandbox.close())

const extra = (name: string, value: object) => ({ more: [{ name, ...value }] })

describe('A011 refuses', () => {
  test.each<[string, NewReferral, string, string]>([
    [
      'an unknown patient',
      { patient: '9111231130' },
      'REFERENCE_NOT_FOUND',
      "'patient' (9111231130) does not exist.",
    ],
    [
      'an unknown service',
      { services: ['99999'] },
      'REFERENCE_NOT_FOUND',
      "'Shortlist/Service Id' (99999) does not exist.",
    ],
    [
      'a service twice',
      { services: ['11000', '11000'] },
      'DUPLICATE_SERVICE',
      "'Shortlist/Service Id' (11000) cannot be added to a shortlist more than once.",
    ],
    [
      'more than twenty services',
      { services: Array.from({ length: 21 }, (_, at) => String(12000 + at)) },
      'TOO_MANY_ITEMS',
      "'shortlist' holds 21 services; at most 20 are allowed.",
    ],
    [
      'a service that does not match the criteria',
      { services: ['50002'] },
      'SHORTLISTED_SERVICE_NOT_IN_RESULTS',
      "'Shortlist/Service Id' (50002) does not match the search criteria.",
    ],
    [
      'a service for advice alone',
      { services: ['11014'] },
      'INAPPROPRIATE_VALUE',
      "'Shortlist/Service Id' (11014) takes advice and guidance requests only.",
    ],
    [
      'no letter where one is required',
      { services: ['11002'] },
      'INAPPROPRIATE_VALUE',
      "'intentionToAddReferralLetter' (NOT_INTENDING_TO_ADD): service '11002' requires a referral letter.",
    ],
    [
      'a pathway that starts in the future',
      { pathwayStart: '2026-06-02T09:00:00Z' },
      'INAPPROPRIATE_VALUE',
      "'eReferralPathwayStart' must be in the past, at most 365 days ago.",
    ],
    [
      'a pathway older than a year',
      { pathwayStart: '2025-05-31T09:00:00Z' },
      'INAPPROPRIATE_VALUE',
      "'eReferralPathwayStart' must be in the past, at most 365 days ago.",
    ],
    [
      'a clinician named by a clinician',
      { clinician: '021600556514' },
      'FIELD_NOT_PERMITTED',
      "'referringClinician' is not permitted for Business Function (REFERRING_CLINICIAN).",
    ],
    [
      'an unknown specialty',
      { specialty: 'ASTROLOGY' },
      'INVALID_CODE',
      "'specialty' (ASTROLOGY) is not a known code.",
    ],
    [
      'a clinic type of another specialty',
      { clinicType: 'KNEE' },
      'INVALID_CODE',
      "'clinicType' (KNEE) is not a known code of specialty 'CARDIOLOGY'.",
    ],
    [
      'criteria without a target',
      { specialty: '', clinicType: '' },
      'VALUE_IS_REQUIRED',
      "'searchCriteria' requires a specialty with clinic type, a clinical term or a named clinician.",
    ],
    [
      'a clinic type alone',
      { specialty: '' },
      'FIELD_NOT_PERMITTED',
      "'clinicType' is not permitted without 'specialty'.",
    ],
    [
      'a distance without a postcode',
      extra('distanceLimit', { valueUnsignedInt: 10 }),
      'FIELD_NOT_PERMITTED',
      "'distanceLimit' is not permitted without 'postcode'.",
    ],
    [
      'an unknown postcode',
      extra('postcode', { valueString: 'QQ1 1QQ' }),
      'REFERENCE_NOT_FOUND',
      "'postcode' (QQ1 1QQ) does not exist.",
    ],
    [
      'a waiting time for a two-week wait',
      {
        priority: 'TWO_WEEK_WAIT',
        ...extra('indicativeAppointmentWaitTimeLimit', { valueUnsignedInt: 10 }),
      },
      'FIELD_NOT_PERMITTED',
      "'indicativeAppointmentWaitTimeLimit' is not permitted with priority TWO_WEEK_WAIT.",
    ],
    [
      'an unknown clinical term',
      extra('clinicalTerm', { valueCoding: { system: 'http://snomed.info/sct', code: '42' } }),
      'SNOMED_NOT_FOUND',
      "'clinicalTerm' (42) is not known to this service.",
    ],
    [
      'a named clinician who is not a provider',
      extra('namedClinician', {
        valueIdentifier: { system: 'http://fhir.nhs.net/Id/sds-user-id', value: '103264992985' },
      }),
      'REFERENCED_USER_IS_NOT_SPC',
      "'namedClinician' (103264992985) is not a service provider clinician.",
    ],
    [
      'an unknown named clinician',
      extra('namedClinician', {
        valueIdentifier: { system: 'http://fhir.nhs.net/Id/sds-user-id', value: '999999999999' },
      }),
      'REFERENCE_NOT_FOUND',
      "'namedClinician' (999999999999) does not exist.",
    ],
  ])('%s', async (_what, of, code, diagnostics) => {
    const answer = await gp.post(PATH, newReferral(of))
    expect(refusal(answer)).toEqual([422, code])
    expect(answer.json.issue[0].diagnostics).toBe(diagnostics)
  })

  test.each<[string, string | undefined, string]>([
    ['an admin who names nobody', undefined, 'VALUE_IS_REQUIRED'],
    ['an admin who names somebody unknown', '999999999999', 'REFERENCE_NOT_FOUND'],
    ['an admin who names somebody of elsewhere', '555073103100', 'REFERENCED_USER_NOT_IN_ORG'],
    [
      'an admin who names somebody who refers elsewhere only',
      '921600556514',
      'REFERENCED_USER_IS_NOT_RC_AT_ORG',
    ],
    ['an admin who names somebody who refers nowhere', '103264994981', 'REFERENCED_USER_IS_NOT_RC'],
  ])('%s', async (_what, clinician, code) => {
    const answer = await secretary.post(PATH, newReferral(clinician ? { clinician } : {}))
    expect(refusal(answer)).toEqual([422, code])
  })

  test('takes nothing along when it refuses: the next UBRN is the next one', async () => {
    const first = await refer(gp)
    await gp.post(PATH, newReferral({ patient: '9111231130' }))
    const second = await refer(gp)
    expect(Number(second.json.id)).toBe(Number(first.json.id) + 1)
  })
})

describe('A011 answers a badly formed body', () => {
  const change = (edit: (body: ReturnType<typeof newReferral>) => unknown) => {
    const body = structuredClone(newReferral())
    return edit(body) ?? body
  }

  test.each<[string, unknown, number, string | undefined, string | undefined]>([
    ['that is not JSON', '{"resourceType":', 400, undefined, undefined],
    ['that is an array', [], 422, 'INVALID_FHIR_STRUCTURE', "'' must be an object."],
    [
      'with an unknown parameter',
      change((body) => void body.parameter.push({ name: 'colour', valueString: 'red' } as never)),
      422,
      'UNEXPECTED_FIELD',
      "'parameter[4]' (colour) unknown parameter name",
    ],
    [
      'without the patient',
      change((body) => void body.parameter.shift()),
      422,
      'MISSING_VALUE',
      "'patient' is missing.",
    ],
    [
      'with the patient twice',
      change((body) => void body.parameter.push(body.parameter[0] as never)),
      422,
      'INVALID_FHIR_STRUCTURE',
      "'parameter[4]' must be the only parameter named 'patient'.",
    ],
    [
      'of another profile',
      change((body) => ({ ...body, meta: { profile: ['https://example.org/other'] } })),
      422,
      'INVALID_VALUE',
      "'meta/profile' (https://example.org/other) is invalid.",
    ],
    [
      'with an unknown code',
      change((body) => {
        ;(body.parameter[1] as { valueCoding: object }).valueCoding = {
          system: `${CS}eRS-ReferralLetterIntention-1`,
          code: 'PERHAPS',
        }
      }),
      422,
      'INVALID_CODE',
      "'parameter[1]/valueCoding/code' (PERHAPS) is not a known code.",
    ],
    [
      'with a negative number',
      change((body) => {
        ;(body.parameter[2] as { valueUnsignedInt: number }).valueUnsignedInt = -1
      }),
      422,
      'INVALID_VALUE',
      "'parameter[2]/valueUnsignedInt' (-1) is invalid.",
    ],
    [
      'with an unknown criterion, deep inside',
      change((body) => {
        const list = (body.parameter[3] as { resource: { contained: { parameter: object[] }[] } })
          .resource
        list.contained[0]?.parameter.push({ name: 'unknownParameter', valueString: 'x' })
      }),
      422,
      'UNEXPECTED_FIELD',
      "'parameter[3]/resource/contained[0]/parameter[4]' (unknownParameter) unknown parameter name",
    ],
  ])('%s', async (_what, body, status, code, diagnostics) => {
    const answer = await gp.post(PATH, body)
    expect(refusal(answer)).toEqual([status, code])
    if (diagnostics) expect(answer.json.issue[0].diagnostics).toBe(diagnostics)
  })

  test('of another media type with 415, and an Accept it cannot meet with 406', async () => {
    const wrong = await gp.post(PATH, newReferral(), { 'Content-Type': 'application/json' })
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([
      415,
      'text/plain;charset=utf-8',
    ])
    const unmet = await gp.post(PATH, newReferral(), { Accept: 'application/xml' })
    expect([unmet.status, unmet.headers.get('content-type')]).toEqual([
      406,
      'text/plain;charset=utf-8',
    ])
  })
})

describe('A011 makes', () => {
  test('a referral as asked, normalised and complete', async () => {
    const created = await refer(gp, {
      services: ['11000', '11004'],
      letter: 'NEED_TO_ADD_LATER',
      priority: 'URGENT',
      pathwayStart: '2026-05-20T09:00:00Z',
    })
    expect(created.json).toMatchObject({
      resourceType: 'ReferralRequest',
      status: 'active',
      intent: 'plan',
      supportingInfo: [],
      subject: { identifier: { value: '9912003888' } },
    })
    expect(created.json).not.toHaveProperty('specialty')
    const [criteria, shortlist] = created.json.contained
    expect([criteria.id, shortlist.id]).toEqual(['serviceSearchCriteria', 'shortlist'])
    expect(
      shortlist.entry.map(
        (one: { item: { identifier: { value: string } } }) => one.item.identifier.value,
      ),
    ).toEqual(['11000', '11004'])
    expect(shortlist.entry[0].item.display).toBe('Forthright Cardiology Business Service')
    expect(criteria.parameter[1].valueCoding.system).toBe(
      `${world.url}/referrals/FHIR/STU3/CodeSystem/SPECIALTY`,
    )
    const start = created.json.extension.find((one: { url: string }) =>
      one.url.endsWith('PathwayStart-1'),
    )
    expect(start.valueInstant).toBe('2026-05-20T09:00:00.000Z')
  })

  test('one for the clinician whom an admin names', async () => {
    const created = await refer(secretary, { clinician: '021600556514' })
    expect(created.json.identifier[0].value).toMatch(/^r\.[0-9a-f-]{36}$/)
  })
})
