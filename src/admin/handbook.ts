import type { OpenAPIHono } from '@hono/zod-openapi'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

type Part = HtmlEscapedString | Promise<HtmlEscapedString>

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly $ref?: string
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface Call {
  readonly summary?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly description?: string; readonly content?: Content }
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Call>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #212b32 }
  h2 { margin-top: 3rem } section { border-top: 1px solid #d8dde0; padding: .5rem 0 1rem }
  h3 { font-size: 1rem; margin: .5rem 0 } code, pre { font-family: ui-monospace, monospace; font-size: .9em }
  pre { background: #f0f4f5; padding: .6rem .8rem; overflow-x: auto } b { color: #005eb8 }
  table { border-collapse: collapse } th, td { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top }
  a { color: #005eb8 } nav a { margin-right: 1rem }`

/** The last word of a reference: the name of the schema. */
const named = (reference: string): string => reference.split('/').at(-1) ?? reference

function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'anything'
  if (schema.$ref) return named(schema.$ref)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(typeOf).join(' | ')
  if (schema.type === 'array') return `${typeOf(schema.items)}[]`
  return Array.isArray(schema.type) ? schema.type.join(' | ') : String(schema.type ?? 'object')
}

const row = (name: string, type: string, isRequired: boolean, description = ''): Part =>
  html`<tr><td><code>${name}</code></td><td>${type}</td><td>${isRequired ? 'required' : ''}</td><td>${description}</td></tr>`

const rows = (schema: Schema): Part[] =>
  Object.entries(schema.properties ?? {}).map(([name, one]) =>
    row(name, typeOf(one), schema.required?.includes(name) === true, one.description),
  )

const table = (caption: string, content: readonly Part[]): Part =>
  content.length === 0 ? html`` : html`<h4>${caption}</h4><table>${content}</table>`

const jsonOf = (content: Content | undefined): Schema | undefined =>
  Object.values(content ?? {})[0]?.schema

/** An address to paste, with the names of its parameters in capitals. */
function curlOf(base: string, method: string, path: string, { requestBody }: Call): string {
  const address = base + path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())
  const verb = method === 'get' ? '' : `-X ${method.toUpperCase()} `
  const type = Object.keys(requestBody?.content ?? {})[0]
  if (!type) return `curl ${verb}'${address}'`
  const data = type === 'application/json' ? `-d '{}'` : '--data-binary @FILE'
  return `curl ${verb}'${address}' \\\n  -H 'Content-Type: ${type}' ${data}`
}

function bodyPart({ requestBody }: Call, { components }: Document): Part {
  const schema = jsonOf(requestBody?.content)
  const whole = schema?.$ref ? components?.schemas?.[named(schema.$ref)] : schema
  return whole ? table(`Body: ${typeOf(schema)}`, rows(whole)) : html``
}

const callPart = (
  document: Document,
  base: string,
  path: string,
  method: string,
  call: Call,
): Part =>
  html`<section>
    <h3><b>${method.toUpperCase()}</b> <code>${path}</code></h3>
    <p>${call.summary ?? call.responses?.['200']?.description ?? call.responses?.['201']?.description ?? ''}</p>
    ${table(
      'Parameters',
      (call.parameters ?? []).map((one) =>
        row(
          one.name,
          `${typeOf(one.schema)}, in ${one.in}`,
          one.required === true,
          one.description ?? one.schema?.description,
        ),
      ),
    )}
    ${bodyPart(call, document)}
    ${table(
      'Answers',
      Object.entries(call.responses ?? {}).map(([status, { description, content }]) =>
        row(status, content ? typeOf(jsonOf(content)) : '', false, description),
      ),
    )}
    <pre>${curlOf(base, method, path, call)}</pre>
  </section>`

/** What a path is about: its first word after `/_sandbox`. */
const topicOf = (path: string): string => (path.split('/')[2] ?? '').replace(/\..*$/, '')

type Entry = readonly [path: string, method: string, call: Call]

const entriesOf = ({ paths }: Document): Entry[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]): Entry => [path, method, call]),
  )

/** Every schema that a body or an answer names, with its members. */
const schemaParts = ({ components }: Document): Part[] =>
  Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) => html`<section id="${name}">${table(name, rows(schema))}</section>`,
  )

function page(document: Document, base: string): Part {
  const topics = Map.groupBy(entriesOf(document), ([path]) => topicOf(path))
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>ers-sandbox control API</title><style>${raw(STYLE)}</style></head>
<body>
<h1>Control API</h1>
<p>What a test or a script asks of the sandbox itself. The same as data: <a href="openapi.json">openapi.json</a>. Every address also stands below <code>/worlds/NAME</code>, for that world.</p>
<nav aria-label="Topics">${[...topics.keys()].map((topic) => html`<a href="#topic-${topic}">${topic}</a>`)}<a href="#schemas">schemas</a></nav>
<main>
${[...topics].map(
  ([topic, calls]) =>
    html`<h2 id="topic-${topic}">${topic}</h2>${calls.map(([path, method, call]) => callPart(document, base, path, method, call))}`,
)}
<h2 id="schemas">schemas</h2>
${schemaParts(document)}
</main>
</body>
</html>`
}

/** The document of the control API as a page for people, at `/_sandbox/docs`; it needs nothing from elsewhere. */
export function addHandbook(api: OpenAPIHono): void {
  api.get('/_sandbox/docs', (context) => {
    const document = api.getOpenAPIDocument({ openapi: '3.0.3', info: { title: '', version: '' } })
    const { origin } = new URL(context.req.url)
    return context.html(page(document as unknown as Document, origin))
  })
}
