import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { issueTokenFor } from '../../services/auth/issue-token-for.js'
import { reportedSeconds } from '../../services/auth/lifetimes.js'
import { accessTokens } from '../../world/tables/access-token.js'
import { Refused } from '../refused.js'
import { pathParameter } from '../register.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

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

const revoke = createRoute({
  method: 'delete',
  path: '/_sandbox/tokens/{token}',
  request: { params: z.object({ token: pathParameter('token') }) },
  responses: {
    204: { description: 'The token is invalid from now on' },
    404: problemContent('No such token'),
  },
})

/** A token in one call, for scripts and tests that are not about logging in; and its end. */
export function addTokenRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(revoke, (context) => {
    const { store } = worldOf(context, sandbox)
    const token = accessTokens.find(store, context.req.valid('param').token)
    if (!token) throw new Refused(404, 'Not found', 'there is no such token in this world')
    store.transaction(() => accessTokens.save(store, { ...token, revoked: true }))
    return context.body(null, 204)
  })
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
