import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { applicationsByReach } from '../../services/auth/applications-by-reach.js'
import type { Application } from '../../world/tables/application.js'
import { loginUsers } from '../../world/tables/login-user.js'
import { jsonContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { UserView, userView } from './user-view.js'

const ApplicationView = z
  .object({
    name: z.string(),
    clientId: z.string(),
    secret: z.string(),
    callback: z.string(),
    scopes: z.array(z.string()),
    asid: z.string().optional(),
    keyId: z.string().optional(),
    privateKey: z
      .string()
      .optional()
      .openapi({ description: 'PEM; test material made on this machine' }),
  })
  .openapi('ApplicationCredentials')

const Credentials = z
  .object({ applications: z.array(ApplicationView), users: z.array(UserView) })
  .openapi('Credentials')

const read = createRoute({
  method: 'get',
  path: '/_sandbox/credentials',
  responses: {
    200: jsonContent(
      Credentials,
      'Everyone who can log in to this world, and with what; the application that can do most comes first',
    ),
  },
})

async function applicationView(
  sandbox: Sandbox,
  application: Application,
): Promise<z.infer<typeof ApplicationView>> {
  const { name, clientId, secret, callback, scopes, asid, keys } = application
  const key = keys === 'SANDBOX' ? await sandbox.keys.forApplication(clientId) : undefined
  return {
    name,
    clientId,
    secret,
    callback,
    scopes: [...scopes],
    ...(asid === undefined ? {} : { asid }),
    ...(key ? { keyId: key.kid, privateKey: key.privateKeyPem } : {}),
  }
}

/** Applications with their secrets and keys, users with their roles: for scripts and tests. */
export function addCredentialRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(read, async (context) => {
    const world = worldOf(context, sandbox)
    const found = applicationsByReach(world)
    return context.json(
      {
        applications: await Promise.all(found.map((one) => applicationView(sandbox, one))),
        users: loginUsers.list(world.store).map((user) => userView(world, user)),
      },
      200,
    )
  })
}
