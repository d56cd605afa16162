import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import {
  addEndpoint,
  changeEndpoint,
  removeEndpoint,
} from '../../services/sds/domain/register/endpoints.js'
import { warningsOfEndpoint } from '../../services/sds/domain/register/warnings.js'
import { fold } from '../../world/fold.js'
import { contract, cpaId, endpointFields } from '../../world/seed/kinds/directory-fields.js'
import {
  findMessageHandlingSystems,
  type MessageHandlingSystem,
  messageHandlingSystems,
} from '../../world/tables/message-handling-system.js'
import type { World } from '../../world/world.js'
import { addCollection } from '../collection.js'
import { changed } from '../register.js'
import { EndpointView, endpointView, Warnings } from './sds-views.js'

const details = {
  cpaId: cpaId.optional(),
  addresses: endpointFields.addresses.optional(),
  fqdn: changed(endpointFields.fqdn),
  authenticated: changed(endpointFields.authenticated),
  protocol: changed(endpointFields.protocol),
  contract: contract.optional(),
  contractTemplate: changed(endpointFields.contractTemplate),
  product: changed(endpointFields.product),
}
const identity = {
  odsCode: endpointFields.odsCode,
  partyKey: endpointFields.partyKey,
  service: endpointFields.service,
  action: endpointFields.action,
}

const Draft = z
  .strictObject({ id: cpaId.optional(), ...identity, ...details })
  .openapi('EndpointDraft')
const Changes = z
  .strictObject({ ...z.object(identity).partial().shape, ...details })
  .openapi('EndpointChanges')
const Described = EndpointView.extend({ warnings: Warnings }).openapi('DescribedEndpoint')

const text = z.string().min(1).max(400).optional()
const described = (world: World, entry: MessageHandlingSystem) => ({
  ...endpointView(entry),
  warnings: warningsOfEndpoint(world, entry),
})

/** Message handling systems of the directory (sds 3): what a party receives, and where. */
export function addSdsEndpointRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  addCollection(api, sandbox, {
    path: '/_sandbox/sds/endpoints',
    key: 'id',
    texts: {
      one: 'an endpoint',
      list: 'Endpoints, as they were added',
      shown: 'The endpoint',
      draft: 'What is not given is made',
      added: 'The endpoint as it was added',
      changed: 'The endpoint now',
      taken: 'The name, the CPA id or the interaction of the party is taken',
      changesCollide: true,
      unfit: 'A member has the wrong form, or does not fit the others',
      removed: 'Nobody finds it from now on',
    },
    draft: Draft,
    changes: Changes,
    view: Described,
    row: EndpointView,
    query: z.object({ odsCode: text, partyKey: text, interaction: text, cpaId: text }),
    list: ({ store }, query) => findMessageHandlingSystems(store, query).map(endpointView),
    find: ({ store }, id) => messageHandlingSystems.find(store, fold(id)),
    show: (entry, world) => described(world, entry),
    add: addEndpoint,
    change: changeEndpoint,
    remove: removeEndpoint,
  })
}
