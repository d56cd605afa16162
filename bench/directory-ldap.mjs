import { Client } from 'ldapts'
import { median, report } from './report.mjs'

const CALLS = 500
const SERVICES = 'ou=Services,o=nhs'
const REQUEST = 'urn:nhs:names:services:ebs:PRSC_IN080000UK07'

const SEARCHES = {
  'a system by organisation and interaction': (code) =>
    `(&(nhsIDCode=${code})(objectClass=nhsAs)(nhsAsSvcIA=${REQUEST}))`,
  'an endpoint by party key and interaction': (code) =>
    `(&(objectClass=nhsMhs)(nhsMHSPartyKey=${code}-1)(nhsMhsSvcIA=${REQUEST}))`,
  'a system by client': (code) => `(&(objectClass=nhsAs)(nhsAsClient=${code}))`,
  'a system by party key': (code) => `(&(objectClass=nhsAs)(nhsMHSPartyKey=${code}-1))`,
  'systems of two organisations': (code) =>
    `(&(objectClass=nhsAs)(|(nhsIDCode=${code})(nhsIDCode=R69)))`,
}

async function timesOf(client, filterOf, codes) {
  const times = []
  for (let call = 0; call < CALLS; call++) {
    const filter = filterOf(codes[(call * 7919) % codes.length])
    const at = performance.now()
    const { searchEntries } = await client.search(SERVICES, { filter })
    times.push(performance.now() - at)
    if (searchEntries.length === 0) throw new Error(`${filter}: nothing found`)
  }
  return times.sort((a, b) => a - b)
}

/** How long searches over LDAP take where `codes` name the organisations of a large directory. */
export async function ldapSearches(url, codes) {
  const client = new Client({ url })
  for (const [name, filterOf] of Object.entries(SEARCHES)) {
    const times = await timesOf(client, filterOf, codes)
    report(
      `LDAP, ${codes.length} systems: ${name}`,
      `${times[Math.floor(times.length * 0.99)].toFixed(1)} ms`,
      `99th percentile; median ${median(times).toFixed(1)} ms; aim: 5 ms`,
    )
  }
  const at = performance.now()
  await client.search(SERVICES, { filter: '(description=nothing)' })
  report(
    `LDAP, ${codes.length} systems: a search without an index`,
    `${(performance.now() - at).toFixed(0)} ms`,
    'every entry is looked at, once',
  )
  await client.unbind()
}
