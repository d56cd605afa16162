import { withQuery } from '../../form.js'
import { issuerOf } from '../../realms.js'
import { type Html, html } from './html.js'
import type { LoginCall } from './login-call.js'

/** The absolute address that the form of a login posts to. */
export const formAddress = ({ exchange, realm, dialect, login }: LoginCall): string =>
  withQuery(`${issuerOf(exchange.request.base, realm)}${dialect.paths.login}`, {
    session_code: login.sessionCode,
    client_id: login.clientId,
  })

/** The hidden field that only this provider's own page can know. */
export const formToken = ({ dialect, login }: LoginCall): Html =>
  dialect.hasFormToken ? html`<input type="hidden" name="csrf" value="${login.csrf}">` : html``

/** The button that leads back to the client without a login; the mocks' page has none. */
export const turnBack = ({ dialect }: LoginCall): Html =>
  dialect.hasFormToken
    ? html`<button class="secondary" type="submit" name="action" value="cancel">Cancel and go back</button>`
    : html``

/** What is wrong with the form, with a link to the field. */
export const errorSummary = (error: string, field: string): Html =>
  html`<div class="summary" aria-labelledby="summary">
<h2 id="summary">There is a problem</h2>
<ul><li><a href="#${field}">${error}</a></li></ul>
</div>`

/** A title that says first that something is wrong. */
export const titleOf = (title: string, error: string | undefined): string =>
  error ? `Error: ${title}` : title
