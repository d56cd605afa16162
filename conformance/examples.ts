import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Published {
  readonly code: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly query?: Record<string, string> | string
    readonly headers?: Record<string, string>
    readonly body?: string
  }
  readonly response: { readonly status: number; readonly body?: string }
}

/** One exchange of the official sandbox. */
export interface Example {
  readonly code: string
  /** File of the published answer, or of the request: what people call the example by. */
  readonly name: string
  readonly method: string
  /** Path and query below the service base. */
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | undefined
  readonly status: number
}

const queryOf = (query: Published['request']['query']): string => {
  if (!query) return ''
  return `?${typeof query === 'string' ? query : new URLSearchParams(query).toString()}`
}

/** The exchanges of the official e-RS sandbox (contracts/ers/examples/index.json). */
export function publishedExamples(folder: string): Example[] {
  const root = join(folder, 'ers', 'examples')
  const index = JSON.parse(readFileSync(join(root, 'index.json'), 'utf8')) as {
    exchanges: Published[]
  }
  return index.exchanges.map(({ code, request, response }) => ({
    code,
    name: (request.body ?? response.body ?? request.path).replace(/^(stu3|r4)\//, ''),
    method: request.method,
    path: request.path + queryOf(request.query),
    headers: request.headers ?? {},
    body: request.body && readFileSync(join(root, request.body), 'utf8'),
    status: response.status,
  }))
}

/** Official requests by the last part of their name. */
export type Bodies = ReadonlyMap<string, Example>
