import { existsSync } from 'node:fs'
import { type SandboxWorld, startSandbox } from '../src/library/index.js'
import { ERS_OPERATIONS } from '../src/services/ers/fhir/operations/index.js'
import { type Contract, contractsIn } from './contract.js'
import { ebookingLines } from './ebooking.js'
import { type Bodies, type Example, publishedExamples } from './examples.js'
import { exceptionFor } from './exceptions.js'
import { patientCareLines } from './patient-care.js'
import { pdsLines } from './pds.js'
import { pdsExampleLines } from './pds-examples.js'
import { messageLines } from './pds-messages.js'
import { atCurrentVersion, headersFor, prepareAppointment } from './prepare.js'
import { sessionLines } from './professional-session.js'
import { type Line, printReport } from './report.js'
import { sdsLines } from './sds.js'
import { sdsLdapLines } from './sds-ldap.js'
import { inSituation } from './situations.js'
import { tmsLines } from './tms.js'

/** A day on which the published requests make sense: their pathway starts in May 2024. */
const THEN = Date.parse('2024-06-03T09:00:00Z')

/** The document's path of an example's path. */
function documentPath(contract: Contract, path: string): string {
  const plain = (path.split('?')[0] as string).replace(/^\/FHIR/, '')
  const pattern = (template: string) =>
    new RegExp(`^${template.replace(/[$.]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`)
  const fitting = contract.paths().filter((template) => pattern(template).test(plain))
  return fitting.find((template) => !template.includes('{')) ?? fitting[0] ?? plain
}

async function send(world: SandboxWorld, published: Example, bodies: Bodies): Promise<Response> {
  const example = await inSituation(world, published, bodies)
  const headers = headersFor(world, example)
  const path = await atCurrentVersion(world, example.path, headers)
  const body =
    example.code === 'A016'
      ? await prepareAppointment(world, example, headers, bodies)
      : example.body
  return fetch(`${world.url}/referrals${path}`, {
    method: example.method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  })
}

/** Sends one published request and judges the answer. */
async function judge(
  world: SandboxWorld,
  contract: Contract,
  example: Example,
  bodies: Bodies,
): Promise<Line> {
  const answer = await send(world, example, bodies)
  const body = await answer.text()
  const path = documentPath(contract, example.path)
  const type = answer.headers.get('content-type') ?? ''
  const faults = contract.faults(path, example.method, answer.status, type, body)
  const line = { operation: example.code, example: example.name, status: answer.status }
  if (faults.length > 0) return { ...line, verdict: 'FAULT', detail: faults.slice(0, 3).join('; ') }
  if (answer.status === example.status) return { ...line, verdict: 'as published', detail: '' }
  const reason = exceptionFor(example)
  return reason
    ? { ...line, verdict: 'exception', detail: reason }
    : { ...line, verdict: 'FAULT', detail: `published ${example.status}; ${body.slice(0, 300)}` }
}

async function main(folder: string | undefined): Promise<number> {
  if (!folder || !existsSync(folder)) {
    console.error('say where the published contracts are: npm run conformance -- DIR')
    return 2
  }
  const contracts = contractsIn(folder)
  const served = new Set(ERS_OPERATIONS.map(({ code }) => code))
  const examples = publishedExamples(folder).filter(({ code }) => served.has(code))
  const bodies: Bodies = new Map(
    examples
      .map((example) => [example.name.replace(/^.*\/(.*)\.json$/, '$1'), example])
      .reverse() as [string, Example][],
  )
  const sandbox = await startSandbox({ clock: { start: THEN, frozen: true } })
  const lines: Line[] = []
  for (const [at, example] of examples.entries()) {
    const world = sandbox.world(`example-${at}`)
    lines.push(await judge(world, contracts.ers, example, bodies))
    await world.delete()
  }
  lines.push(...(await pdsLines(sandbox.world('pds'), contracts.pds)))
  lines.push(...(await pdsExampleLines(sandbox, contracts.pds, folder)))
  lines.push(...(await sessionLines(sandbox.world('session'), folder)))
  lines.push(...(await patientCareLines(sandbox.world('patient-care'), contracts.patientCare)))
  lines.push(...(await sdsLines(sandbox.world('sds'), contracts.sds, folder)))
  lines.push(...sdsLdapLines(folder))
  lines.push(...(await messageLines(sandbox.world('messages'), folder)))
  lines.push(...(await tmsLines(sandbox.world('tms'), folder)))
  lines.push(...ebookingLines(folder))
  await sandbox.close()
  return printReport(lines) ? 0 : 1
}

process.exitCode = await main(process.argv[2])
