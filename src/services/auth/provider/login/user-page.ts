import type { Answer } from '../../../../http/answer.js'
import { jobRoleName } from '../../../../world/rbac/job-roles.js'
import { type LoginUser, loginUsers } from '../../../../world/tables/login-user.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { current, findPatient } from '../../../../world/tables/patient.js'
import { practitioners, type RoleProfile } from '../../../../world/tables/practitioner.js'
import type { World } from '../../../../world/world.js'
import { errorSummary, formAddress, formToken, titleOf, turnBack } from './form-parts.js'
import { type Html, html, page } from './html.js'
import type { LoginCall } from './login-call.js'

/** What was sent before, and what was wrong with it. */
export interface Sent {
  readonly username: string
  readonly authenticator: string
  readonly error: string
  /** The field that the error is about. */
  readonly field: 'username' | 'authenticator'
}

const roleLine = (world: World, { jobRole, odsCode }: RoleProfile): string =>
  `${jobRoleName(jobRole)} at ${organisations.find(world.store, odsCode)?.name ?? odsCode} (${odsCode})`

function patientName(world: World, nhsNumber: string): string {
  const patient = findPatient(world.store, nhsNumber)
  const name = patient && current(patient.names).find(({ use }) => use === 'usual')
  return name ? [...(name.given ?? []), name.family].join(' ') : 'Patient'
}

/** What is worth knowing of a user before choosing: who, at what level, with which roles. */
function describe(world: World, user: LoginUser): { title: string; lines: string[] } {
  if (user.provider === 'nhs-login')
    return {
      title: patientName(world, user.nhsNumber),
      lines: [
        `NHS number ${user.nhsNumber}`,
        ...(user.actedBy === undefined
          ? []
          : [`${patientName(world, user.actedBy)} (${user.actedBy}) acts for this patient`]),
        `Identity proofing ${user.proofing}, ${user.vectorOfTrust}`,
      ],
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

function choice(world: World, user: LoginUser, name: string): Html {
  const { title, lines } = describe(world, user)
  return html`<li><button class="user" type="submit" name="${name}" value="${user.username}">
${title}, ${user.username}
${lines.map((line) => html`<small>${line}</small>\n`)}</button></li>\n`
}

/** The list of test users, as buttons whose `name` the form sends. */
function userList({ exchange, realm }: LoginCall, name: string): Html {
  const { world } = exchange
  const users = loginUsers.list(world.store).filter((user) => user.provider === realm.provider.kind)
  return html`<ul>
${users.map((user) => choice(world, user, name))}</ul>`
}

const marks = (wrong: boolean): Html =>
  wrong ? html` aria-describedby="error" aria-invalid="true"` : html``

const message = (text: string): Html => html`<p class="error" id="error" role="alert">${text}</p>\n`

/** The field for a user name; without a password, and with a name and a value (auth 4). */
function usernameField(sent: Sent | undefined): Html {
  const wrong = sent?.field === 'username'
  return html`<div class="field${wrong ? ' failed' : ''}">
<label for="username">User name</label>
${wrong ? message(sent.error) : html``}<input type="text" id="username" name="username" value="${sent?.username ?? ''}" autocomplete="off" autocapitalize="off" spellcheck="false"${marks(wrong)}>
</div>`
}

const radio = (value: string, label: string, at: number, checked: boolean): Html =>
  html`<div class="radio"><input type="radio" id="authenticator-${at}" name="authenticator" value="${value}"${checked ? html` checked` : html``}><label for="authenticator-${at}">${label}</label></div>\n`

/** The ways to log in that the request lets in; the user's own comes first. */
function authenticatorField({ dialect, login }: LoginCall, sent: Sent | undefined): Html {
  const wrong = sent?.field === 'authenticator'
  const offered = [
    { value: '', label: 'The way this user usually does' },
    ...dialect.authenticators.offered(login),
  ]
  const before = offered.some(({ value }) => value === sent?.authenticator)
    ? sent?.authenticator
    : ''
  return html`<div class="${wrong ? 'failed' : 'field'}"><fieldset${marks(wrong)}>
<legend>How do you want to log in?</legend>
${wrong ? message(sent.error) : html``}${offered.map(({ value, label }, at) => radio(value, label, at, value === before))}</fieldset></div>`
}

/**
 * The page of a mock: a form with a user name and no password, and the world's test users to click
 * (auth 4). Clients that post it themselves rely on the ids `kc-form-login` and `username`, on the
 * absolute address, and on each input having a name and a value.
 */
function mockPage(call: LoginCall, sent: Sent | undefined): Html {
  const action = formAddress(call)
  return html`<form id="kc-form-login" method="post" action="${action}">
${usernameField(sent)}
<div><button class="primary" type="submit">Log in</button></div>
</form>
<h2>Test users of this world</h2>
<form method="post" action="${action}" aria-label="Log in as a test user">
${userList(call, 'username')}
</form>`
}

/** The page of CIS2 or NHS login: how, who, and the way back. */
const providerPage = (call: LoginCall, sent: Sent | undefined): Html =>
  html`<form id="kc-form-login" method="post" action="${formAddress(call)}">
${formToken(call)}
${authenticatorField(call, sent)}
${usernameField(sent)}
<div><button class="primary" type="submit">Log in</button>${turnBack(call)}</div>
<fieldset class="users">
<legend><h2>Or log in as a test user of this world</h2></legend>
${userList(call, 'user')}
</fieldset>
</form>`

/** The page that asks who logs in. */
export function userPage(call: LoginCall, client: string, sent?: Sent): Answer {
  const { title } = call.realm.provider
  const content = html`<h1>Log in</h1>
<p>${client} asks you to log in.${asks(call)}</p>
${sent ? errorSummary(sent.error, sent.field === 'username' ? 'username' : 'authenticator-0') : html``}
${call.dialect.hasFormToken ? providerPage(call, sent) : mockPage(call, sent)}`
  return page(200, titleOf(`Log in - ${title}`, sent?.error), content, title)
}

/** The assurance that the client asked for. */
function asks({ dialect, login }: LoginCall): string {
  const asked = dialect.authenticators.asked(login)
  return asked ? ` Assurance asked for: ${asked}.` : ''
}
