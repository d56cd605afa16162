import { Browser } from './browser.js'
import { control } from './control.js'
import { jsonOf } from './heard.js'
import type { Line } from './line.js'
import { done, TurnedAway } from './turned-away.js'

interface Application {
  readonly clientId: string
  readonly secret: string
  readonly callback: string
  readonly scopes: readonly string[]
  readonly status?: string
}

const BASE = '/oauth2-mock'

/** The application that people log in to: of those approved, the one with the most scopes. */
async function applicationOf(line: Line): Promise<Application> {
  const all = await control<readonly Application[]>(line, 'GET', '/applications')
  const [first] = all
    .filter(({ status = 'approved' }) => status === 'approved')
    .sort((a, b) => b.scopes.length - a.scopes.length)
  if (!first) throw new Error('this world has no application to log in to')
  return first
}

/** Goes through the login page; the code that the application gets. */
async function codeFor(line: Line, user: string, application: Application): Promise<string> {
  const browser = new Browser(line)
  const query = new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: application.callback,
    response_type: 'code',
    state: 'scenario',
  })
  const shown = await browser.open(`${line.address}${BASE}/authorize?${query}`)
  const back = 'page' in shown ? await browser.submit(shown, 'username', user) : shown
  const code = 'away' in back ? back.away.searchParams.get('code') : null
  if (code !== null) return code
  if ('page' in back) throw new TurnedAway(back.page)
  throw new Error(`the login ended at ${back.away.href}`)
}

/**
 * Logs a user in as a person does: the identity service, the login page, the way back, and the code
 * changed for a token. Answers the access token; throws TurnedAway where a service refuses.
 */
export async function logIn(line: Line, user: string): Promise<string> {
  const application = await applicationOf(line)
  const code = await codeFor(line, user, application)
  const heard = await line.send({
    method: 'POST',
    path: `${BASE}/token`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: application.callback,
      client_id: application.clientId,
      client_secret: application.secret,
    }).toString(),
  })
  return jsonOf<{ access_token: string }>(done(heard)).access_token
}
