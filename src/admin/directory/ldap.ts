import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { ListenError } from '../../server/listener.js'
import type { Sandbox } from '../../server/sandbox.js'
import { Refused } from '../refused.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const Draft = z
  .strictObject({
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(0)
      .openapi({ description: '0, which is usual, takes any free one' }),
  })
  .openapi('LdapDraft')

const View = z
  .object({ url: z.string().openapi({ example: 'ldap://127.0.0.1:40123' }) })
  .openapi('Ldap')

const open = createRoute({
  method: 'post',
  path: '/_sandbox/ldap',
  request: {
    body: { content: { 'application/json': { schema: Draft } }, required: true },
  },
  responses: {
    200: jsonContent(
      View,
      "Where the world's directory is served over LDAP alone: for clients that bind nothing. It is opened once",
    ),
    409: problemContent('The port cannot be listened on'),
  },
})

/** A port of LDAP for one world. */
export function addLdapRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(open, async (context) => {
    const { name } = worldOf(context, sandbox)
    try {
      return context.json({ url: await sandbox.ldapOf(name, context.req.valid('json').port) }, 200)
    } catch (error) {
      if (error instanceof ListenError) throw new Refused(409, 'Port not free', error.message)
      throw error
    }
  })
}
