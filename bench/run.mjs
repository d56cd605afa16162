// Measures the built sandbox against a bare node:http server that answers the same bytes, in one run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)
const CONNECTIONS = 16
const BIN = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url))

const table = []
const report = (what, value, note = '') => {
  table.push({ what, value, note })
  console.log(`${what.padEnd(46)} ${String(value).padStart(12)}  ${note}`)
}

function start(args) {
  const child = spawn(process.execPath, [BIN, '--log', 'silent', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const stop = () => {
    child.kill('SIGTERM')
    return once(child, 'exit')
  }
  return { child, stop }
}

async function answers(url) {
  for (;;) {
    try {
      const answer = await fetch(url)
      await answer.arrayBuffer()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
}

async function startUp() {
  const times = []
  for (let run = 0; run < 5; run++) {
    const before = performance.now()
    const sandbox = start(['--port', '9911'])
    await answers('http://127.0.0.1:9911/referrals/FHIR/R4/PractitionerRole')
    times.push(performance.now() - before)
    await sandbox.stop()
  }
  times.sort((a, b) => a - b)
  report('start to first answer, median of 5', `${times[2].toFixed(0)} ms`, 'aim: 500 ms')
}

const load = (options) => autocannon({ connections: CONNECTIONS, duration: SECONDS, ...options })

async function bare(bytes, options) {
  const code = `require('node:http').createServer((q, s) => { q.resume(); q.on('end', () => {
    s.writeHead(200, { 'Content-Type': 'application/fhir+json' }); s.end(bytes) }) }).listen(9912, '127.0.0.1')
    const bytes = Buffer.from(process.env.BYTES, 'base64')`
  const child = spawn(process.execPath, ['-e', code], {
    env: { ...process.env, BYTES: Buffer.from(bytes).toString('base64') },
    stdio: 'inherit',
  })
  await answers('http://127.0.0.1:9912/')
  const result = await load({ ...options, url: 'http://127.0.0.1:9912/' })
  child.kill('SIGTERM')
  await once(child, 'exit')
  return result
}

function compare(name, mine, theirs, aim) {
  const ratio = mine.requests.average / theirs.requests.average
  report(`${name}, requests a second`, mine.requests.average.toFixed(0))
  report(`${name}, 99th percentile`, `${mine.latency.p99} ms`)
  report(`${name}, against bare node:http`, ratio.toFixed(2), aim)
  if (mine.non2xx > 0) throw new Error(`${name}: ${mine.non2xx} answers were not 2xx`)
}

const SHORTLIST = (service) => ({
  resourceType: 'Parameters',
  meta: {
    profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/eRS-CreateReferral-Parameters-1'],
  },
  parameter: [
    {
      name: 'patient',
      valueIdentifier: { system: 'http://fhir.nhs.net/Id/nhs-number', value: '9912003888' },
    },
    {
      name: 'intentionToAddReferralLetter',
      valueCoding: {
        system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-ReferralLetterIntention-1',
        code: 'NEED_TO_ADD_LATER',
      },
    },
    { name: 'firstReminderLetterFollowUpDays', valueUnsignedInt: 0 },
    {
      name: 'shortlist',
      resource: {
        resourceType: 'List',
        meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/eRS-Shortlist-List-1'] },
        status: 'current',
        mode: 'snapshot',
        contained: [
          {
            resourceType: 'Parameters',
            id: 'criteria',
            meta: {
              profile: [
                'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-ServiceSearchCriteria-Parameters-1',
              ],
            },
            parameter: [
              {
                name: 'priority',
                valueCoding: {
                  system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-Priority-1',
                  code: 'ROUTINE',
                },
              },
              {
                name: 'specialty',
                valueCoding: { system: '/STU3/CodeSystem/SPECIALTY', code: 'CARDIOLOGY' },
              },
              {
                name: 'clinicType',
                valueCoding: {
                  system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-ClinicType-1',
                  code: 'HEART_FAILURE',
                },
              },
              { name: 'ageAndGenderAppropriate', valueBoolean: false },
            ],
          },
        ],
        entry: [
          {
            item: {
              identifier: { system: 'http://fhir.nhs.net/Id/ers-service', value: service },
            },
          },
        ],
        extension: [
          {
            url: 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-eRS-Shortlist-SearchCriteria-1',
            valueReference: { reference: '#criteria' },
          },
        ],
      },
    },
  ],
})

async function throughput() {
  const sandbox = start(['--port', '9911'])
  const url = 'http://127.0.0.1:9911'
  await answers(`${url}/_sandbox/health`)
  const token = await (
    await fetch(`${url}/_sandbox/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: '021600556514' }),
    })
  ).json()
  const headers = {
    Authorization: `Bearer ${token.access_token}`,
    'NHSD-End-User-Organisation-ODS': 'R69',
    'NHSD-eRS-Business-Function': 'REFERRING_CLINICIAN',
  }
  const read = `${url}/referrals/FHIR/STU3/ReferralRequest/000000070000`
  const bytes = await (await fetch(read, { headers })).text()
  compare(
    'A005 read',
    await load({ url: read, headers }),
    await bare(bytes, { headers }),
    'aim: at least 0.40',
  )
  const write = {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/fhir+json' },
    body: JSON.stringify(SHORTLIST('11002')),
  }
  const create = `${url}/referrals/FHIR/STU3/ReferralRequest/$ers.createReferral`
  const created = await (await fetch(create, write)).text()
  compare('A011 write', await load({ url: create, ...write }), await bare(created, write))
  await sandbox.stop()
}

async function worlds() {
  const { startSandbox } = await import('../dist/library/index.js')
  const sandbox = await startSandbox()
  sandbox.world('warm')
  global.gc?.()
  const before = process.memoryUsage().rss
  const times = []
  for (let number = 0; number < 100; number++) {
    const at = performance.now()
    sandbox.world(`bench-${number}`)
    times.push(performance.now() - at)
  }
  times.sort((a, b) => a - b)
  const megabytes = (process.memoryUsage().rss - before) / 1024 / 1024
  report('a new world, median of 100', `${times[50].toFixed(1)} ms`, 'aim: 20 ms')
  report('a new world, 99th percentile', `${times[98].toFixed(1)} ms`)
  report('memory of 100 worlds', `${megabytes.toFixed(0)} MB`)
  await sandbox.close()
}

await startUp()
await throughput()
await worlds()
