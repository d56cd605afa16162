import type { Request } from '../../../../http/request.js'
import type { SdsResource } from '../operation.js'

/** A text with its percent-encoding removed; what is no UTF-8 becomes a replacement character. */
const plain = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  )

/** The searchset of an answer, also where nothing was found (sds 1.3). */
export function searchset(id: string, request: Request, resources: readonly SdsResource[]) {
  const address = request.base + request.path
  const search = request.search === '' ? '' : `?${plain(request.search)}`
  return {
    resourceType: 'Bundle',
    id,
    type: 'searchset',
    total: resources.length,
    link: [{ relation: 'self', url: address + search }],
    entry: resources.map((resource) => ({
      fullUrl: `${address}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  }
}
