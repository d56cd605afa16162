import { spawn } from 'node:child_process'
import { once } from 'node:events'
import autocannon from 'autocannon'
import { newReferral } from './new-referral.mjs'
import { answers, start } from './process.mjs'
import { report } from './report.mjs'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)
const CONNECTIONS = 16

const load = (options) => autocannon({ connections: CONNECTIONS, duration: SECONDS, ...options })

/** A server of node:http alone that answers the same bytes. */
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

/** Requests a second, against bare node:http in the same run. */
export async function throughput() {
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
    body: JSON.stringify(newReferral('11002')),
  }
  const create = `${url}/referrals/FHIR/STU3/ReferralRequest/$ers.createReferral`
  const created = await (await fetch(create, write)).text()
  compare('A011 write', await load({ url: create, ...write }), await bare(created, write))
  await sandbox.stop()
}
