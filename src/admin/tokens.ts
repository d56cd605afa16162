import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { issueTokenFor } from '../services/auth/issue-token-for.js'
import { reportedSeconds } from '../services/auth/lifetimes.js'
import { Refused } from './refused.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

const TokenRequest = z
  .object({
    user: z.string().optional().openapi({
      description: 'User name of a test user; without one the token is the application’s own',
    }),
    application: z.string().optional().openapi({
      description:
        'Name or client id of an application; of those that fit the one with the most scopes if absent',
    }),
  })
  .strict()
  .openapi('TokenRequest')

const Token = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.number(),
    client_id: z.string(),
    scopes: z.array(z.string()),
  })
  .openapi('Token')

const create = createRoute({
  method: 'post',
  path: '/_sandbox/tokens',
  request: { body: { required: true, ...jsonContent(TokenRequest, 'For whom') } },
  responses: {
    201: jsonContent(Token, 'A valid access token, as after a login'),
    400: problemContent('No such user or application, or they do not go together'),
  },
})

/** A token in one call, for scripts and tests that are not about logging in. */
export function addTokenRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(create, (context) => {
    const issued = issueTokenFor(worldOf(context, sandbox), context.req.valid('json'))
    if ('problem' in issued) throw new Refused(400, 'No token', issued.problem)
    const { token, issued: at, expires, clientId, scopes } = issued
    return context.json(
      {
        access_token: token,
        token_type: 'Bearer' as const,
        expires_in: Number(reportedSeconds(expires - at)),
        client_id: clientId,
        scopes: [...scopes],
      },
      201,
    )
  })
}
