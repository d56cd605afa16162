import { assemble } from '../build/library/assemble.js'
import { registerSystem } from '../build/services/sds/domain/register/register-system.js'
import { ldapSearches } from './directory-ldap.mjs'
import { median, report } from './report.mjs'

const SYSTEMS = 10_000
const CALLS = 500
const BASE = 'http://localhost/spine-directory/FHIR/R4'
const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code'
const INTERACTION =
  'https://fhir.nhs.uk/Id/nhsServiceInteractionId|urn:nhs:names:services:ebs:PRSC_IN080000UK07'
const PARTY_KEY = 'https://fhir.nhs.uk/Id/nhsMhsPartyKey'

const codeOf = (at) => `T${String(at).padStart(5, '0')}`

/** Hospitals with a system each, and what it receives. */
function fill(world) {
  world.store.transaction(() => {
    for (let at = 0; at < SYSTEMS; at++) {
      const added = registerSystem(world, {
        odsCode: codeOf(at),
        partyKey: `${codeOf(at)}-1`,
        preset: 'HOSPITAL',
        address: 'https://pas.example/mhs',
      })
      if (!added.ok) throw new Error(added.message)
    }
  })
}

const SEARCHES = {
  'Device by organisation and interaction': (code) =>
    `Device?organization=${ODS}|${code}&identifier=${INTERACTION}`,
  'Endpoint by organisation and interaction': (code) =>
    `Endpoint?organization=${ODS}|${code}&identifier=${INTERACTION}`,
  'Endpoint by interaction and party key': (code) =>
    `Endpoint?identifier=${INTERACTION}&identifier=${PARTY_KEY}|${code}-1`,
  'Endpoint by organisation and party key': (code) =>
    `Endpoint?organization=${ODS}|${code}&identifier=${PARTY_KEY}|${code}-1`,
}

/** How long look-ups take in a large directory, each for many organisations. */
export async function directorySearch() {
  const sandbox = await assemble({ log: 'silent', port: 0, ldap: true })
  fill(sandbox.worlds.find('default'))
  const headers = { apikey: 'SandboxDemoApplication0000000001' }
  for (const [name, search] of Object.entries(SEARCHES)) {
    const times = []
    for (let call = 0; call < CALLS; call++) {
      const code = codeOf((call * 7919) % SYSTEMS)
      const at = performance.now()
      const answer = await sandbox.app.request(`${BASE}/${search(code)}`, { headers })
      const text = await answer.text()
      times.push(performance.now() - at)
      if (answer.status !== 200 || text.includes('"total": 0'))
        throw new Error(`${search(code)}: ${answer.status} ${text.slice(0, 200)}`)
    }
    times.sort((a, b) => a - b)
    const last = times[Math.floor(times.length * 0.99)]
    report(
      `SDS, ${SYSTEMS} systems: ${name}`,
      `${last.toFixed(1)} ms`,
      `99th percentile; median ${median(times).toFixed(1)} ms; aim: 5 ms`,
    )
  }
  const { ldapUrl } = await sandbox.listen()
  await ldapSearches(
    ldapUrl,
    Array.from({ length: SYSTEMS }, (_, at) => codeOf(at)),
  )
  await sandbox.close()
}
