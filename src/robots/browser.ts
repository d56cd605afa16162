import type { Heard } from './heard.js'
import type { Line } from './line.js'

const HOPS = 12

const attribute = (tag: string, name: string): string =>
  (new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&')

/** What the first form of a page would send, with one input filled in. */
function formOf(page: string, field: string, value: string): [string, URLSearchParams] {
  const form = /<form[^>]*>/.exec(page)?.[0] ?? ''
  const body = new URLSearchParams()
  for (const [input] of page.matchAll(/<input[^>]*>/g)) {
    const name = attribute(input, 'name')
    const offered = /type="(radio|checkbox)"/.test(input) && !/\schecked\b/.test(input)
    if (name && !offered) body.set(name, attribute(input, 'value'))
  }
  body.set(field, value)
  return [attribute(form, 'action'), body]
}

/** Where a way ended: at an address elsewhere, or on a page of the sandbox. */
export type Arrived = { readonly away: URL } | { readonly page: Heard; readonly at: string }

/** A simulated browser: keeps cookies, follows redirects within the sandbox, fills in forms. */
export class Browser {
  readonly #line: Line
  readonly #cookies = new Map<string, string>()

  constructor(line: Line) {
    this.#line = line
  }

  /** Opens an address, and goes on until a page is shown or the way leads out of the sandbox. */
  async open(address: string, body?: URLSearchParams): Promise<Arrived> {
    let next = { address, body }
    for (let hop = 0; hop < HOPS; hop++) {
      const heard = await this.#send(next.address, next.body)
      const location = heard.header('location')
      if (location === undefined) return { page: heard, at: next.address }
      const target = new URL(location, next.address)
      if (!target.href.startsWith(this.#line.address)) return { away: target }
      next = { address: target.href, body: undefined }
    }
    throw new Error('too many redirects')
  }

  /** Sends the form of a page with one input filled in. */
  submit(
    { page, at }: { page: Heard; at: string },
    field: string,
    value: string,
  ): Promise<Arrived> {
    const [action, body] = formOf(page.text, field, value)
    return this.open(new URL(action, at).href, body)
  }

  async #send(address: string, body: URLSearchParams | undefined): Promise<Heard> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const heard = await this.#line.send({
      method: body ? 'POST' : 'GET',
      path: address.slice(this.#line.address.length),
      headers: {
        ...(cookie ? { Cookie: cookie } : {}),
        ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(body ? { body: body.toString() } : {}),
    })
    for (const set of heard.cookies) {
      const [name = '', value = ''] = (set.split(';', 1)[0] as string).split(/=(.*)/s, 2)
      this.#cookies.set(name, value)
    }
    return heard
  }
}
