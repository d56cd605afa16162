/** A browser reduced to what a login needs: it keeps cookies and goes where redirects lead. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  /** Goes to an address and on until a page is shown, or an address begins with `stop`. */
  async open(address: string, stop: string, init: RequestInit = {}): Promise<Response | URL> {
    let next = { address, init }
    for (let redirects = 0; redirects < 10; redirects++) {
      const answer = await this.#send(next.address, next.init)
      const location = answer.headers.get('location')
      if (!location) return answer
      const target = new URL(location, next.address)
      if (target.href.startsWith(stop)) return target
      next = { address: target.href, init: {} }
    }
    throw new Error('too many redirects')
  }

  /** Sends the first form of a page, with what its inputs hold and one of them filled in. */
  async submit(page: string, field: string, value: string, stop: string): Promise<Response | URL> {
    const form = /<form[^>]*>/.exec(page)?.[0] ?? ''
    const body = new URLSearchParams()
    for (const [input] of page.matchAll(/<input[^>]*>/g)) {
      const name = attribute(input, 'name')
      const offered = /type="(radio|checkbox)"/.test(input) && !/\schecked\b/.test(input)
      if (name && !offered) body.set(name, attribute(input, 'value'))
    }
    body.set(field, value)
    return this.open(attribute(form, 'action'), stop, { method: 'POST', body })
  }

  async #send(address: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, {
      redirect: 'manual',
      ...init,
      ...(cookie ? { headers: { Cookie: cookie } } : {}),
    })
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';', 1)[0] as string).split(/=(.*)/s, 2)
      this.#cookies.set(name, value)
    }
    return answer
  }
}

const attribute = (tag: string, name: string): string =>
  (new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&')

/** The page at which a login ends that does not come back. */
export interface Left {
  readonly status: number
  readonly text: string
}

/**
 * Logs a user in: opens the application's login address, types the user name and follows the way
 * back. A provider that remembers the browser asks nothing. Answers the address at the application,
 * or the page at which the browser is left.
 */
export async function logInAs(
  user: string,
  address: string,
  callback: string,
  browser = new Browser(),
): Promise<URL | Left> {
  const shown = await browser.open(address, callback)
  if (shown instanceof URL) return shown
  const page = await shown.text()
  if (!shown.ok) return { status: shown.status, text: page }
  const left = await browser.submit(page, 'username', user, callback)
  return left instanceof URL ? left : { status: left.status, text: await left.text() }
}
