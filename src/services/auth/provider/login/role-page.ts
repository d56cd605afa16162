import type { Answer } from '../../../../http/answer.js'
import { jobRoleName } from '../../../../world/rbac/job-roles.js'
import { organisations } from '../../../../world/tables/organisation.js'
import type { RoleProfile } from '../../../../world/tables/practitioner.js'
import { errorSummary, formAddress, formToken, titleOf, turnBack } from './form-parts.js'
import { type Html, html, page } from './html.js'
import type { LoginCall } from './login-call.js'

/** A list longer than this can be searched (auth 5.8). */
const SHORT_LIST = 5

export interface RolePage {
  readonly roles: readonly RoleProfile[]
  readonly error?: string
  /** What the list is searched for. */
  readonly search?: string
}

interface Line {
  readonly role: RoleProfile
  readonly name: string
  readonly organisation: string
}

const lineOf =
  ({ exchange }: LoginCall) =>
  (role: RoleProfile): Line => ({
    role,
    name: jobRoleName(role.jobRole),
    organisation: `${organisations.find(exchange.world.store, role.odsCode)?.name ?? role.odsCode} (${role.odsCode})`,
  })

const has = ({ role, name, organisation }: Line, search: string): boolean =>
  `${name} ${organisation} ${role.jobRole} ${role.roleId}`
    .toLowerCase()
    .includes(search.trim().toLowerCase())

const choice = ({ role, name, organisation }: Line, at: number): Html =>
  html`<div class="radio"><input type="radio" id="role-${at}" name="role" value="${role.roleId}"><label for="role-${at}">${name}<small>${organisation}, role profile ${role.roleId}</small></label></div>\n`

const searchField = (search: string): Html =>
  html`<div class="field">
<label for="search">Search your roles</label>
<input type="text" id="search" name="search" value="${search}" autocomplete="off">
<button class="secondary" type="submit" name="action" value="search">Search</button>
</div>`

/** The page that asks in which role the user works (auth 5.8). */
export function rolePage(call: LoginCall, { roles, error, search = '' }: RolePage): Answer {
  const { title } = call.realm.provider
  const found = roles.map(lineOf(call)).filter((line) => has(line, search))
  const content = html`<h1>Choose your role</h1>
${error ? errorSummary(error, 'role-0') : html``}
<form method="post" action="${formAddress(call)}">
${formToken(call)}
${roles.length > SHORT_LIST ? searchField(search) : html``}
<div class="${error ? 'failed' : 'field'}"><fieldset>
<legend>In which role do you work now?</legend>
${error ? html`<p class="error" role="alert">${error}</p>` : html``}
${found.length > 0 ? found.map(choice) : html`<p>No role has this in its name.</p>`}</fieldset></div>
<div><button class="primary" type="submit" name="action" value="choose">Continue</button>${turnBack(call)}</div>
</form>`
  return page(200, titleOf(`Choose your role - ${title}`, error), content, title)
}
