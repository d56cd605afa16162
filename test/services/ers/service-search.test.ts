import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../../src/library/index.js'
import { ErsClient, GP, refusal, SECRETARY } from '../../support/client.js'
import { type Criteria, PATIENT, serviceSearch } from '../../support/ers-bodies.js'

let sandbox: RunningSandbox
let gp: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  gp = new ErsClient(sandbox.world(), GP)
})
afterAll(() => sandbox.close())

const PATH = '/STU3/HealthcareService/$ers.searchHealthcareServicesForPatient'
const MAN = '1000000001'

interface Search extends Criteria {
  readonly patient?: string
  readonly sortBy?: string
  readonly requestType?: string
  readonly parameters?: readonly object[]
}

const body = ({ patient = PATIENT, sortBy = 'DISTANCE', parameters = [], ...of }: Search) => {
  const search = serviceSearch(of)
  return {
    ...search,
    parameter: [
      ...search.parameter.map((parameter) => {
        if (parameter.name === 'patient')
          return { ...parameter, valueIdentifier: { ...nhsNumber, value: patient } }
        return parameter.name === 'sortBy'
          ? {
              ...parameter,
              valueCoding: {
                system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-SortBy-1',
                code: sortBy,
              },
            }
          : parameter
      }),
      ...parameters,
    ],
  }
}

const nhsNumber = { system: 'http://fhir.nhs.net/Id/nhs-number' }
const clinician = (value: string) => ({ system: 'http://fhir.nhs.net/Id/sds-user-id', value })

interface Extension {
  readonly url: string
  readonly extension: readonly Extension[]
  readonly valueUnsignedInt?: number
  readonly valueString?: string
}
interface Entry {
  readonly extension: readonly Extension[]
  readonly item: {
    readonly identifier: { readonly value: string }
    readonly extension: readonly Extension[]
  }
}

async function search(of: Search): Promise<Entry[]> {
  const found = await gp.post(PATH, body(of))
  expect(found.status, found.text).toBe(200)
  return found.json.entry ?? []
}

const field = (extensions: readonly Extension[], url: string) =>
  extensions[0]?.extension.find((one) => one.url === url)
const idsOf = (entries: readonly Entry[]) => entries.map(({ item }) => item.identifier.value)
const named = (name: string, value: object) => ({ more: [{ name, ...value }] })

/** Numbers first, in order, then what has none. */
const isSorted = (values: readonly (number | undefined)[]) =>
  values.every((value, at) => at === 0 || (values[at - 1] ?? 1e9) <= (value ?? 1e9))

describe('A010 sorts', () => {
  test('by distance, and by name where that is equal', async () => {
    const found = await search({ specialty: 'CARDIOLOGY' })
    const keys = found.map(({ extension, item }) => [
      field(extension, 'distance')?.valueUnsignedInt,
      field(item.extension, 'serviceName')?.valueString?.toLowerCase() ?? '',
    ]) as [number, string][]
    expect(isSorted(keys.map(([distance]) => distance))).toBe(true)
    for (const [at, [distance, name]] of keys.entries()) {
      const [before, earlier] = keys[at - 1] ?? [-1, '']
      if (before === distance) expect(earlier <= name, `${earlier} <= ${name}`).toBe(true)
    }
  })

  test('by the wait, those without a number last', async () => {
    const found = await search({ sortBy: 'IWT' })
    const waits = found.map(
      ({ extension }) => field(extension, 'indicativeAppointmentWaitTime')?.valueUnsignedInt,
    )
    expect(waits[0]).toBe(10)
    expect(waits.at(-1)).toBeUndefined()
    expect(isSorted(waits)).toBe(true)
  })
})

describe('A010 keeps to', () => {
  test('the sex and age of the patient, if it is asked to', async () => {
    const women = { specialty: 'GYNAECOLOGY', clinicType: 'MENOPAUSE' }
    const children = { specialty: 'CHILDRENS_ADOLESCENT_SERVICES', clinicType: 'CARDIOLOGY' }
    expect(idsOf(await search(women))).toContain('60006')
    expect(idsOf(await search({ ...women, patient: MAN }))).not.toContain('60006')
    const any = { ...women, patient: MAN, ageAndGenderAppropriate: false }
    expect(idsOf(await search(any))).toContain('60006')
    expect(idsOf(await search(children))).not.toContain('60007')
    expect(idsOf(await search({ ...children, ageAndGenderAppropriate: false }))).toContain('60007')
  })

  test('the longest wait: a service that tells none is left out', async () => {
    const found = await search(
      named('indicativeAppointmentWaitTimeLimit', { valueUnsignedInt: 15 }),
    )
    expect(idsOf(found).sort()).toEqual(['11002', '12000', '12001'])
  })

  test('the distance from the postcode that is named', async () => {
    const near = { more: [{ name: 'postcode', valueString: 'LS1 2TW' }] }
    const [first] = await search(near)
    expect(field(first?.extension ?? [], 'distance')?.valueUnsignedInt).toBe(0)
    const far = {
      more: [
        { name: 'postcode', valueString: 'TR1 1AA' },
        { name: 'distanceLimit', valueUnsignedInt: 5 },
      ],
    }
    expect(await search(far)).toEqual([])
  })

  test('the clinician, the organisation and the priority that are named', async () => {
    const ofClinician = await search({
      specialty: '',
      clinicType: '',
      ...named('namedClinician', { valueIdentifier: clinician('921600556514') }),
    })
    expect(idsOf(ofClinician).sort()).toEqual(['11000', '12000', '13000', '14000'])
    const place = 'https://directory.spineservices.nhs.uk/STU3/Organization'
    const atSite = await search(
      named('organisation', { valueIdentifier: { system: place, value: 'R6901' } }),
    )
    expect(idsOf(atSite)).toEqual(idsOf(await search({})))
    expect(idsOf(await search({ priority: 'TWO_WEEK_WAIT' }))).toEqual(['11002'])
  })
})

describe('A010 refuses', () => {
  test.each<[string, Search, string]>([
    ['an unknown patient', { patient: '9990000000' }, 'REFERENCE_NOT_FOUND'],
    ['a sensitive patient', { patient: '9990000301' }, 'PATIENT_ERROR'],
    ['a clinician who names one', { parameters: [referrer()] }, 'FIELD_NOT_PERMITTED'],
    ['another order', { sortBy: 'PRICE' }, 'INVALID_CODE'],
    ['a request of no type', { requestType: 'HOLIDAY' }, 'INVALID_CODE'],
    [
      'commissioning rules in a search for advice',
      {
        requestType: 'ADVICE_AND_GUIDANCE_REQUEST',
        parameters: [
          {
            name: 'commissioningRuleOrganisation',
            valueIdentifier: {
              system: 'https://fhir.nhs.uk/Id/ods-organization-code',
              value: 'R69',
            },
          },
        ],
      },
      'FIELD_NOT_PERMITTED',
    ],
  ])('%s', async (_what, of, code) => {
    expect(refusal(await gp.post(PATH, body(of)))).toEqual([422, code])
  })

  test('an admin who names nobody, and takes one who does', async () => {
    const secretary = new ErsClient(sandbox.world(), SECRETARY)
    expect(refusal(await secretary.post(PATH, body({})))).toEqual([422, 'VALUE_IS_REQUIRED'])
    expect((await secretary.post(PATH, body({ parameters: [referrer()] }))).status).toBe(200)
  })
})

function referrer() {
  return { name: 'referringClinician', valueIdentifier: clinician(GP.user) }
}
