import { assemble } from '../build/library/assemble.js'
import { issueTokenFor } from '../build/services/auth/issue-token-for.js'
import { manyReferrals } from './many-referrals.mjs'
import { median, report } from './report.mjs'

const FEW = 500
const MANY = 50_000
const ROUNDS = 15
const BASE = 'http://localhost/referrals/FHIR/STU3/ReferralRequest'

const worklistOf = (service) => ({
  resourceType: 'Parameters',
  meta: {
    profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/eRS-FetchWorklist-Parameters-1'],
  },
  parameter: [
    {
      name: 'listType',
      valueCodeableConcept: {
        coding: [
          {
            system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-ReferralListSelector-1',
            code: 'REFERRALS_FOR_REVIEW',
          },
        ],
      },
    },
    {
      name: 'service',
      valueIdentifier: { system: 'http://fhir.nhs.net/Id/ers-service', value: service },
    },
  ],
})

const headersOf = (world, user, role) => ({
  Authorization: `Bearer ${issueTokenFor(world, { user }).token}`,
  'NHSD-End-User-Organisation-ODS': 'R69',
  'NHSD-eRS-Business-Function': role,
  'X-Sandbox-World': world.name,
  'Content-Type': 'application/fhir+json',
})

/** The two reads in a world of that many referrals, each as a function of a round. */
function prepare(sandbox, count) {
  const world = sandbox.worlds.create(`flat-${count}`)
  const { ubrns, service } = manyReferrals(world, count)
  const gp = headersOf(world, '021600556514', 'REFERRING_CLINICIAN')
  const consultant = headersOf(world, '103264994981', 'SERVICE_PROVIDER_CLINICIAN')
  const body = JSON.stringify(worklistOf(service))
  const send = async (url, init) => {
    const answer = await sandbox.app.request(url, init)
    const bytes = (await answer.arrayBuffer()).byteLength
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`)
    return bytes
  }
  let at = 0
  const next = () => {
    at = (at + 7919) % count
    return ubrns[at]
  }
  return {
    A005: () => send(`${BASE}/${next()}`, { headers: gp }),
    'A008 filtered': () =>
      send(`${BASE}/$ers.fetchworklist`, { method: 'POST', headers: consultant, body }),
  }
}

async function timeOf(read, times) {
  const before = performance.now()
  for (let left = times; left > 0; left--) await read()
  return (performance.now() - before) / times
}

/** Measures both in turn, so that a busy machine slows both alike; answers the medians. */
async function compare(few, many, times) {
  const rounds = []
  await timeOf(few, times)
  await timeOf(many, times)
  for (let round = 0; round < ROUNDS; round++)
    rounds.push([await timeOf(few, times), await timeOf(many, times)])
  return [median(rounds.map(([a]) => a)), median(rounds.map(([, b]) => b))]
}

/** Cost of reading in a large world against a small one: the answers are of the same size. */
export async function flat() {
  const sandbox = await assemble({ log: 'silent' })
  const few = prepare(sandbox, FEW)
  const many = prepare(sandbox, MANY)
  for (const [name, times] of [
    ['A005', 200],
    ['A008 filtered', 50],
  ]) {
    const [small, large] = await compare(few[name], many[name], times)
    const both = `${small.toFixed(3)} and ${large.toFixed(3)} ms`
    report(
      `${name}, ${MANY} referrals against ${FEW}`,
      (large / small).toFixed(2),
      `aim: at most 2; ${both}`,
    )
  }
  await sandbox.close()
}
