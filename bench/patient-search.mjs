import { assemble } from '../build/library/assemble.js'
import { issueTokenFor } from '../build/services/auth/issue-token-for.js'
import { median, report } from './report.mjs'

const PATIENTS = 100_000
const PEOPLE = 300
const BASE = 'http://localhost/personal-demographics/FHIR/R4/Patient'

/** People to look for: spread over the invented ones. */
function subjects(world) {
  const rows = world.store.all("SELECT record FROM patient WHERE key >= '999100' ORDER BY key")
  const step = Math.floor(rows.length / PEOPLE)
  return rows
    .filter((_, at) => at % step === 0)
    .map(({ record }) => JSON.parse(record))
    .filter(({ sensitivity }) => sensitivity === 'U')
}

const whole = ({ names: [name], gender, birthDate }) => ({
  family: name.family,
  given: name.given[0],
  gender,
  birthdate: `eq${birthDate}`,
})

const dates = (patient, years) => {
  const year = Number(patient.birthDate.slice(0, 4))
  return [`ge${year - years}-01-01`, `le${year + years}-12-31`]
}

/** The kinds of searches there are, as queries for one person. */
const SEARCHES = {
  'by name, gender and birth date': whole,
  'family with a wildcard': (patient) => ({
    ...whole(patient),
    family: `${patient.names[0].family.slice(0, 3)}*`,
  }),
  'a range of ten years': (patient) => ({ ...whole(patient), birthdate: dates(patient, 5) }),
  'wildcards and ten years': (patient) => ({
    family: `${patient.names[0].family.slice(0, 2)}*`,
    birthdate: dates(patient, 5),
    'address-postalcode': `${(patient.addresses[0].postcode ?? 'LS1').slice(0, 3)}*`,
  }),
  'with history': (patient) => ({ ...whole(patient), _history: 'true' }),
  'fuzzy, one birth date': (patient) => ({ ...whole(patient), '_fuzzy-match': 'true' }),
  'fuzzy, ten years': (patient) => ({
    ...whole(patient),
    birthdate: dates(patient, 5),
    '_fuzzy-match': 'true',
  }),
}

function queryOf(members) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(members))
    for (const one of [value].flat()) if (one) query.append(name, one)
  return query
}

/** How long searches take among many patients, each kind for several people. */
export async function patientSearch() {
  const sandbox = await assemble({ log: 'silent', patients: PATIENTS })
  const world = sandbox.worlds.find('default')
  const headers = {
    Authorization: `Bearer ${issueTokenFor(world, { user: '787807429512' }).token}`,
    'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
  }
  const people = subjects(world)
  for (const [name, search] of Object.entries(SEARCHES)) {
    const times = []
    for (const person of people) {
      const url = `${BASE}?${queryOf(search(person))}`
      const at = performance.now()
      const answer = await sandbox.app.request(url, { headers })
      const text = await answer.text()
      times.push(performance.now() - at)
      // Everybody is there to be found, if not among too many.
      if (!text.includes(person.nhsNumber) && !text.includes('TOO_MANY_MATCHES'))
        throw new Error(`${url}: ${answer.status} ${text.slice(0, 200)}`)
    }
    times.sort((a, b) => a - b)
    const last = times[Math.floor(times.length * 0.99)]
    report(
      `PDS search of ${PATIENTS}: ${name}`,
      `${last.toFixed(1)} ms`,
      `99th percentile; median ${median(times).toFixed(1)} ms; aim: 20 ms`,
    )
  }
  await sandbox.close()
}
