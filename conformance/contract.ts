import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

type Json = Record<string, unknown>

interface Response {
  readonly content?: Record<string, { readonly schema?: Json }>
  readonly headers?: Record<string, unknown>
}

interface Operation {
  readonly responses: Record<string, Response | { readonly $ref: string }>
}

/** A published OpenAPI document, as the judge of answers. */
export class Contract {
  readonly #document: Json
  readonly #ajv: Ajv
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(file: string) {
    this.#document = JSON.parse(readFileSync(file, 'utf8')) as Json
    this.#ajv = new Ajv({ strict: false, allErrors: true })
    addFormats.default(this.#ajv)
    this.#ajv.addSchema(absolute(this.#document) as Json, 'contract')
  }

  /** Paths of the document, as written there. */
  paths(): string[] {
    return Object.keys(this.#document.paths as Json)
  }

  /** What is wrong with an answer; nothing if the document allows it. */
  faults(path: string, method: string, status: number, mediaType: string, body: string): string[] {
    const operation = this.#operation(path, method)
    if (!operation) return [`the document has no ${method} ${path}`]
    const key = [String(status), `${Math.floor(status / 100)}XX`].find(
      (one) => one in operation.responses,
    )
    if (!key) return [`status ${status} is not documented`]
    const response = this.#resolve(operation.responses[key] as Response)
    if (!response.content) return body ? [`status ${status} has no documented body`] : []
    const content = Object.entries(response.content).find(
      ([type]) => type.split(';')[0] === mediaType.split(';')[0],
    )
    if (!content) return [`media type '${mediaType}' is not documented for ${status}`]
    if (!mediaType.includes('json')) return []
    return this.#validate(`${method} ${path} ${status}`, content[1].schema ?? {}, JSON.parse(body))
  }

  #operation(path: string, method: string): Operation | undefined {
    const item = (this.#document.paths as Record<string, Json>)[path]
    return item?.[method.toLowerCase()] as Operation | undefined
  }

  #resolve<Value extends object>(value: Value | { readonly $ref: string }): Value {
    if (!('$ref' in value)) return value
    const parts = (value.$ref as string).slice(2).split('/')
    return parts.reduce<unknown>(
      (at, part) => (at as Json)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
      this.#document,
    ) as Value
  }

  #validate(key: string, schema: Json, body: unknown): string[] {
    let validate = this.#validators.get(key)
    if (!validate) {
      validate = this.#ajv.compile(absolute(schema) as Json)
      this.#validators.set(key, validate)
    }
    if (validate(body)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`)
  }
}

const PLACEHOLDER = /^_base[uU]rl_/

/** Published addresses with a placeholder for the service's own base: any base will do. */
function ownBase(values: readonly unknown[]): Json | undefined {
  if (!values.every((value) => typeof value === 'string' && PLACEHOLDER.test(value)))
    return undefined
  const tails = values.map((value) => (value as string).replace(PLACEHOLDER, ''))
  return { type: 'string', pattern: `(${tails.join('|')})$` }
}

/** Local references of a piece of the document, made to point into the whole. */
function absolute(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(absolute)
  if (typeof value !== 'object' || value === null) return value
  if ('enum' in value && Array.isArray(value.enum) && value.enum.length > 0) {
    const any = ownBase(value.enum)
    if (any) return any
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string' && member.startsWith('#')
        ? `contract${member}`
        : absolute(member),
    ]),
  )
}

export const contractsIn = (folder: string) => ({
  ers: new Contract(join(folder, 'ers', 'openapi.json')),
  pds: new Contract(join(folder, 'pds', 'openapi.json')),
  sds: new Contract(join(folder, 'sds', 'openapi.json')),
  patientCare: new Contract(join(folder, 'ers', 'patient-care-openapi.json')),
})
