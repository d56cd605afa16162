import { answers, start } from './process.mjs'
import { median, report } from './report.mjs'

/** From the start of the process to the first answer. */
export async function startUp() {
  const times = []
  for (let run = 0; run < 5; run++) {
    const before = performance.now()
    const sandbox = start(['--port', '9911'])
    await answers('http://127.0.0.1:9911/referrals/FHIR/R4/PractitionerRole')
    times.push(performance.now() - before)
    await sandbox.stop()
  }
  report('start to first answer, median of 5', `${median(times).toFixed(0)} ms`, 'aim: 300 ms')
}
