import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxWorld } from '../src/library/index.js'
import type { Contract } from './contract.js'
import type { Line } from './report.js'

interface Published {
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers?: Record<string, string>
  }
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Json
}

type Json = Record<string, unknown>

/** Published exchanges that this sandbox answers otherwise on purpose. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'error-500-sandbox-multivalue.json':
    'a directory cannot hold the record of several interactions; it is one for each here',
  'endpoint-org-partykey.json':
    'a contract shares its id with an ASID there; in a directory it has its CPA id as name',
}

/** Members whose values are our own records', or made anew for each answer. */
const OWN = /^(id|fullUrl)$/

/** The form of a body: names in their order, and values where they are not an answer's own. */
function formOf(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((one) => formOf(one, base))
  if (typeof value === 'string') return value.replaceAll(base, '{base}')
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).map(([name, member]) => [
    name,
    OWN.test(name) ? '' : formOf(member, base),
  ])
}

/** Where two forms part, in words; nothing if they are the same. */
function difference(published: unknown, answered: unknown, path = ''): string | undefined {
  if (!Array.isArray(published) || !Array.isArray(answered))
    return published === answered
      ? undefined
      : `${path}: published ${JSON.stringify(published)}, found ${JSON.stringify(answered)}`
  if (published.length !== answered.length)
    return `${path}: published ${published.length} items, found ${answered.length}`
  for (const [at, one] of published.entries()) {
    const found = difference(one, answered[at], `${path}/${at}`)
    if (found) return found
  }
  return undefined
}

/** Schema faults that every published answer has as well: the document forgets these members. */
const FORGOTTEN = /valueString|valueReference|valueInteger/

function judge(
  published: Published,
  answer: Response,
  body: string,
  base: string,
  contract: Contract,
): string[] {
  const type = answer.headers.get('content-type') ?? ''
  const template = published.request.path.split('?')[0] as string
  const documented =
    answer.status < 300 ? contract.faults(template, 'GET', answer.status, type, body) : []
  const faults = documented.filter((fault) => !FORGOTTEN.test(fault))
  if (answer.status !== published.status) faults.unshift(`published ${published.status}`)
  if (type !== published.headers['Content-Type']) faults.push(`media type ${type}`)
  if ((published.headers.Allow ?? null) !== answer.headers.get('allow'))
    faults.push('Allow differs')
  const other = difference(formOf(published.body, '{base}'), formOf(JSON.parse(body), base))
  if (other) faults.push(other)
  return faults
}

/** Sends the exchanges that were caught from the published service, and compares the answers. */
async function capturedLines(
  world: SandboxWorld,
  contract: Contract,
  folder: string,
): Promise<Line[]> {
  const base = `${world.url}/spine-directory/FHIR/R4`
  const lines: Line[] = []
  for (const name of readdirSync(folder).sort()) {
    const published = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Published
    const { method, path, headers } = published.request
    const answer = await fetch(base + path, {
      method,
      headers: { apikey: 'SandboxDemoApplication0000000001', ...headers },
    })
    const body = await answer.text()
    const line = { operation: 'SDS', example: name, status: answer.status }
    const reason = EXCEPTIONS[name]
    const faults = judge(published, answer, body, base, contract)
    lines.push(
      reason === undefined
        ? {
            ...line,
            verdict: faults.length > 0 ? 'FAULT' : 'as published',
            detail: faults.slice(0, 3).join('; '),
          }
        : { ...line, verdict: 'exception', detail: reason },
    )
  }
  return lines
}

/** Asks SDS what was asked of the published service. */
export async function sdsLines(world: SandboxWorld, contract: Contract, folder: string) {
  // The published answers show the Spine's own addresses as the directory has them.
  await fetch(`${world.url}/_sandbox/settings`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ spineAddresses: 'directory' }),
  })
  return capturedLines(world, contract, join(folder, 'sds', 'examples', 'captured'))
}
