import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { issueFor } from '../../server/tls/issue-for.js'
import { KEY_KINDS } from '../../server/tls/key-kinds.js'
import { certificateView, issuedView } from '../../server/tls/views.js'
import { Refused } from '../refused.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const Facts = z.object({
  name: z.string(),
  subject: z.string(),
  issuer: z.string(),
  hosts: z
    .array(z.string())
    .readonly()
    .openapi({ description: 'Names and addresses that it is for' }),
  key: z.string().openapi({ description: 'Kind and size of its key', example: 'ec prime256v1' }),
  validFrom: z.string(),
  validTo: z.string(),
  fingerprint: z.string().openapi({ description: 'SHA-256' }),
  authority: z.boolean(),
})

const View = Facts.extend({
  certificate: z.string().openapi({ description: 'PEM' }),
}).openapi('Certificate')

const List = z
  .object({
    ca: View.openapi({ description: "The sandbox's own authority: what clients must trust" }),
    issued: z.array(View),
  })
  .openapi('Certificates')

const Issued = View.extend({
  privateKey: z.string().openapi({ description: 'PEM; test material made on this machine' }),
  chain: z.string().openapi({ description: 'The certificate, and below it the authority; PEM' }),
  ca: z.string().openapi({ description: 'The authority; PEM' }),
}).openapi('IssuedCertificate')

const Draft = z
  .strictObject({
    name: z.string().optional().openapi({ description: 'Common name: a host' }),
    partyKey: z
      .string()
      .optional()
      .openapi({ description: 'A party: the name under which the directory has it' }),
    hosts: z.array(z.string()).max(100).optional(),
    kind: z.enum(KEY_KINDS).optional(),
  })
  .openapi('CertificateDraft')

const list = createRoute({
  method: 'get',
  path: '/_sandbox/certificates',
  responses: { 200: jsonContent(List, "The sandbox's authority, and what it issued") },
})

const readAuthority = createRoute({
  method: 'get',
  path: '/_sandbox/certificates/ca.pem',
  responses: {
    200: {
      description: 'The certificate of the authority, to trust',
      content: { 'application/x-pem-file': { schema: z.string() } },
    },
  },
})

const issue = createRoute({
  method: 'post',
  path: '/_sandbox/certificates',
  request: { body: { required: true, ...jsonContent(Draft, 'For whom') } },
  responses: {
    200: jsonContent(Issued, 'A certificate with its key; the same one while it serves'),
    422: problemContent('Nobody whom a certificate could be for'),
  },
})

/** The sandbox's authority and its certificates: one for all worlds, but parties are those of the world. */
export function addCertificateRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  const { certificates } = sandbox
  api.openapi(list, async (context) => {
    const issued = await certificates.issued()
    return context.json(
      {
        ca: certificateView(await certificates.root()),
        issued: issued.map(({ certificate }) => certificateView(certificate)),
      },
      200,
    )
  })
  api.openapi(readAuthority, async (context) =>
    context.body(await certificates.root(), 200, { 'Content-Type': 'application/x-pem-file' }),
  )
  api.openapi(issue, async (context) => {
    const world = worldOf(context, sandbox)
    const issued = await issueFor(certificates, world, context.req.valid('json'))
    if ('problem' in issued) throw new Refused(422, 'No certificate', issued.problem)
    return context.json(issuedView(issued), 200)
  })
}
