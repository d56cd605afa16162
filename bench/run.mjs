// Measures the built sandbox against a bare node:http server that answers the same bytes, in one run.
// `npm run bench -- flat` makes one measurement alone.
import { directorySearch } from './directory-search.mjs'
import { flat } from './flat.mjs'
import { messages } from './messages.mjs'
import { patientSearch } from './patient-search.mjs'
import { startUp } from './start-up.mjs'
import { throughput } from './throughput.mjs'
import { worlds } from './worlds.mjs'

const MEASUREMENTS = {
  startUp,
  throughput,
  worlds,
  flat,
  patientSearch,
  directorySearch,
  messages,
}
const wanted = process.argv.slice(2)

for (const [name, measure] of Object.entries(MEASUREMENTS))
  if (wanted.length === 0 || wanted.includes(name)) await measure()
