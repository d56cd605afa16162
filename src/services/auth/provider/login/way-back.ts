import { type Answer, type Headers, redirect } from '../../../../http/answer.js'
import type { ProviderLogin } from '../../../../world/tables/provider-login.js'
import { withQuery } from '../../form.js'

type Asked = Pick<ProviderLogin, 'redirectUri' | 'state'>

/** The way back to the client with an error (auth 5.3, 6.2). */
export const sendError = ({ redirectUri, state }: Asked, error: string, text: string): Answer =>
  redirect(withQuery(redirectUri, { error, error_description: text, state }))

/** The way back to the client with what it gets. */
export const sendBack = (
  { redirectUri, state }: Asked,
  parameters: Readonly<Record<string, string | undefined>>,
  headers: Headers = {},
): Answer => redirect(withQuery(redirectUri, { state, ...parameters }), headers)
