import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxWorld } from '../src/library/index.js'
import type { Line } from './report.js'

const FILE = 'auth/examples/ers.professional-session.json'

interface Exchange {
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: { readonly token: string }
  }
  readonly response: { readonly status: number; readonly body?: unknown }
}

type Published = Readonly<Record<'A001' | 'A002' | 'A003', Exchange>>

/** A consultant of the data set, who has the permission that the published request chooses. */
const USER = '103264994981'
const ASID = '999000000001'

/** The members of a document with the kinds of their values; elements of a list count as one. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => shapeOf(one, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return [`${path}: ${value && typeof value}`]
  return Object.entries(value).flatMap(([name, one]) => shapeOf(one, `${path}.${name}`))
}

const differences = (published: unknown, answered: unknown): string[] => {
  const [wanted, got] = [shapeOf(published), shapeOf(answered)]
  return [
    ...wanted.filter((one) => !got.includes(one)).map((one) => `lacks ${one}`),
    ...got.filter((one) => !wanted.includes(one)).map((one) => `has ${one}`),
  ]
}

/** Plays the published conversation with a ticket and an id of this world, and compares the answers. */
export async function sessionLines(world: SandboxWorld, folder: string): Promise<Line[]> {
  const published = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Published
  const token = world.ticket({ userId: USER })
  const theirs = published.A002.request.headers.HTTP_X_SESSION_KEY ?? ''
  const lines: Line[] = []
  let id = ''
  for (const operation of ['A001', 'A002', 'A003'] as const) {
    const { request, response } = published[operation]
    const { HTTP_X_SESSION_KEY: key, ...headers } = request.headers
    const answer = await fetch(
      `${world.url}/ers-api${request.path.replace(/^.*\/v1/, '/v1').replace(theirs, id)}`,
      {
        method: request.method,
        headers: { ...headers, XAPI_ASID: ASID, ...(key ? { HTTP_X_SESSION_KEY: id } : {}) },
        ...(request.body ? { body: JSON.stringify({ ...request.body, token }) } : {}),
      },
    )
    const text = await answer.text()
    const body = text ? JSON.parse(text) : undefined
    if (operation === 'A001') id = body?.id ?? ''
    const faults = differences(response.body, body)
    if (answer.status !== response.status) faults.unshift(`published ${response.status}`)
    lines.push({
      operation,
      example: 'professional session',
      status: answer.status,
      verdict: faults.length > 0 ? 'FAULT' : 'as published',
      detail: faults.join('; '),
    })
  }
  return lines
}
