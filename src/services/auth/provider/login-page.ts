import type { Answer } from '../../../http/answer.js'
import { type LoginUser, loginUsers } from '../../../world/tables/login-user.js'
import { organisations } from '../../../world/tables/organisation.js'
import { practitioners, type RoleProfile } from '../../../world/tables/practitioner.js'
import type { World } from '../../../world/world.js'
import type { Provider } from '../bases.js'
import { type Html, html, page } from './html.js'
import { jobRoleName } from './job-roles.js'

export interface LoginPage {
  readonly provider: Provider
  /** Absolute address that the form posts to. */
  readonly action: string
  /** What was typed before, and what was wrong with it. */
  readonly username?: string
  readonly error?: string
}

const roleLine = (world: World, { jobRole, odsCode }: RoleProfile): string =>
  `${jobRoleName(jobRole)} at ${organisations.find(world.store, odsCode)?.name ?? odsCode} (${odsCode})`

/** What is worth knowing of a user before choosing: who, at what level, with which roles. */
function describe(world: World, user: LoginUser): { title: string; lines: string[] } {
  if (user.provider === 'nhs-login')
    return {
      title: `NHS number ${user.nhsNumber}`,
      lines: [`Identity proofing ${user.proofing}, ${user.vectorOfTrust}`],
    }
  const person = practitioners.find(world.store, user.userId)
  const level = `AAL${user.aal} (${user.amr}), identity assurance ${person?.identityAssurance ?? 3}`
  return {
    title: person
      ? [person.title, person.given, person.family].filter(Boolean).join(' ')
      : user.username,
    lines: [level, ...(person?.roles.map((role) => roleLine(world, role)) ?? ['No roles'])],
  }
}

function choice(world: World, user: LoginUser): Html {
  const { title, lines } = describe(world, user)
  return html`<li><button class="user" type="submit" name="username" value="${user.username}">
${title}, ${user.username}
${lines.map((line) => html`<small>${line}</small>\n`)}</button></li>\n`
}

/**
 * The login page: a form with a user name and no password, and the world's test users to click
 * (auth 4). Clients that post it themselves rely on the ids `kc-form-login` and `username`, on the
 * absolute address, and on each input having a name and a value.
 */
export function loginPage(
  world: World,
  { provider, action, username = '', error }: LoginPage,
): Answer {
  const users = loginUsers.list(world.store).filter((user) => user.provider === provider.kind)
  const problem = error ? html`<p class="error" id="error" role="alert">${error}</p>` : html``
  return page(
    200,
    `Log in - ${provider.title}`,
    html`<h1>${provider.title}</h1>
${problem}
<form id="kc-form-login" method="post" action="${action}">
<label for="username">User name</label>
<input type="text" id="username" name="username" value="${username}" autocomplete="off" autocapitalize="off" spellcheck="false"${error ? html` aria-describedby="error" aria-invalid="true"` : html``}>
<div><button class="primary" type="submit">Log in</button></div>
</form>
<h2>Test users of this world</h2>
<form method="post" action="${action}" aria-label="Log in as a test user">
<ul>
${users.map((user) => choice(world, user))}</ul>
</form>`,
  )
}
