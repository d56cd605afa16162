/** A page as a browser without scripts sees it. */
export interface Page {
  readonly url: string
  readonly status: number
  readonly html: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
}

const plain = (text: string): string =>
  text.replace(/&(amp|quot|#39|lt|gt);/g, (one) => ENTITIES[one]!)

const attribute = (tag: string, name: string): string =>
  plain(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

/**
 * A browser for tests: keeps cookies, follows redirects on the sandbox, stops where they lead away
 * from it, and fills in forms.
 */
export class Browser {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(address: string) {
    this.#origin = new URL(address).origin
  }

  /** Opens an address; the answer is a page, or the address elsewhere that the browser was sent to. */
  async open(address: string | URL, init: RequestInit = {}): Promise<Page | URL> {
    const url = new URL(address)
    if (url.origin !== this.#origin) return url
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, Cookie: this.#cookiesFor(url) },
    })
    this.#keepCookies(answer)
    const location = answer.headers.get('location')
    if (location) return this.open(new URL(location, url))
    return { url: url.href, status: answer.status, html: await answer.text() }
  }

  /** Sends the first form of a page: its hidden fields, and what was filled in. */
  submit(page: Page | URL, filled: Record<string, string>): Promise<Page | URL> {
    if (page instanceof URL) throw new Error(`no page: the browser is at ${page.href}`)
    const [form = ''] = /<form[\s\S]*?<\/form>/.exec(page.html) ?? []
    const hidden = (
      form.match(/<input[^>]* type="hidden"[^>]*>|<input type="hidden"[^>]*>/g) ?? []
    ).map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')] as const)
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...filled })
    return this.open(attribute(form, 'action'), { method: 'POST', body })
  }

  #cookiesFor(url: URL): string {
    return [...this.#cookies]
      .filter(([key]) => url.pathname.startsWith(key.split(' ')[1] as string))
      .map(([key, value]) => `${key.split(' ')[0]}=${value}`)
      .join('; ')
  }

  #keepCookies(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const path = attributes.find((one) => one.startsWith('Path='))?.slice(5) ?? '/'
      const [name = '', value = ''] = pair.split('=', 2)
      if (attributes.includes('Max-Age=0')) this.#cookies.delete(`${name} ${path}`)
      else this.#cookies.set(`${name} ${path}`, value)
    }
  }
}
