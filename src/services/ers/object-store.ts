import { type Answer, empty } from '../../http/answer.js'
import type { Service } from '../../http/endpoint.js'
import type { Exchange } from '../../http/exchange.js'
import { attachmentContent, findAttachment } from '../../world/tables/attachment.js'
import type { World } from '../../world/world.js'
import { DEFAULT_WORLD } from '../../world/worlds.js'
import { attachmentDisposition } from './content-disposition.js'
import { type FileLink, useLink } from './domain/files/file-link.js'

const BASE = '/ObjectStore'

/** The address of a world as its path says it: a link is followed without the headers of the call. */
function addressOf({ name }: World, base: string): string {
  const prefix = `/worlds/${name}`
  return name === DEFAULT_WORLD || base.endsWith(prefix) ? base : base + prefix
}

/** The address of a link in a world that was reached at `base`. */
export const objectAddress = (
  world: World,
  base: string,
  { id, expires, key, signature }: FileLink,
): string =>
  `${addressOf(world, base)}${BASE}/${id}?${new URLSearchParams({ expires: String(expires), key, signature })}`

function linkOf({ request }: Exchange): FileLink {
  const { query, params } = request
  return {
    id: params.id ?? '',
    expires: Number(query.get('expires') ?? Number.NaN),
    key: query.get('key') ?? '',
    signature: query.get('signature') ?? '',
  }
}

/** The bytes behind a link, once: whoever has the link needs no token (ers-fhir 7.42, 10.5). */
function fetchObject(exchange: Exchange): Answer {
  const { world } = exchange
  const link = linkOf(exchange)
  const wrong = world.store.transaction(() => useLink(world, link))
  if (wrong !== undefined) {
    exchange.find(
      'ers.object-store',
      `The link cannot be followed: ${wrong}.`,
      'e-RS FHIR API, A042',
    )
    return empty(403)
  }
  const file = findAttachment(world.store, link.id)
  const content = attachmentContent(world.store, link.id)
  if (!file || !content) return empty(404)
  const headers = {
    'Content-Type': file.contentType,
    'Content-Disposition': attachmentDisposition(file.fileName),
    'Content-Length': String(content.length),
  }
  return { status: 200, headers, body: content }
}

/** Where A042 sends its callers to: the store of the files themselves. */
export const objectStoreService: Service = {
  id: 'object-store',
  title: 'e-RS object store',
  prefixes: [BASE],
  endpoints: [
    {
      method: 'GET',
      path: `${BASE}/:id`,
      operation: 'OBJECT',
      title: 'Fetch a file by a link of A042',
      handle: fetchObject,
    },
  ],
  notFound: (_exchange, allowed) =>
    allowed.length > 0 ? empty(405, { Allow: allowed.join(', ') }) : empty(404),
  tooLarge: () => empty(413),
  failed: () => empty(500),
  finish: (_exchange, answer) => answer,
}
