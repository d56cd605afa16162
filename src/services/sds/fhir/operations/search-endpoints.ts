import {
  findMessageHandlingSystems,
  type MessageHandlingSystem,
} from '../../../../world/tables/message-handling-system.js'
import type { World } from '../../../../world/world.js'
import { routeTo } from '../../domain/routing.js'
import { isSpines, spineAddress } from '../../domain/spine-address.js'
import type { Found, SdsOperation } from '../operation.js'
import { badRequest, refuse } from '../outcome.js'
import { endpoint } from '../represent/endpoint.js'
import { INTERACTION, ODS_CODE, PARTY_KEY } from '../systems.js'

const O = `organization=${ODS_CODE}|value`
const I = `identifier=${INTERACTION}|value`
const P = `identifier=${PARTY_KEY}|value`

/** Four quoted texts run together, as the service writes them (sds 1.4). */
const COMBINATIONS = badRequest(
  `Missing or invalid query parameters. Should one of following combinations: ['${O}&${I}&${P}''${O}&${I}''${O}&${P}''${I}&${P}']`,
)

const failed = (diagnostics: string): Found => ({
  ok: false,
  refusal: refuse('FAILED', diagnostics),
})

/** Why an entry cannot be shown: values that the service reads as one, or as a number (sds 1.4). */
function brokenValue({ contract }: MessageHandlingSystem): string | undefined {
  const { actors = [], retries } = contract
  if (actors.length > 1) return "LDAP returned more than 1 'nhsMHSActor' attribute"
  return retries === undefined || /^\s*[+-]?\d+\s*$/.test(retries)
    ? undefined
    : `invalid literal for int() with base 10: '${retries}'`
}

function endpointsOf(world: World, entry: MessageHandlingSystem, base: string): Found {
  const route = routeTo(world, entry)
  if (!route.ok)
    return failed(
      `Expected 1 result for forward reliable/express routing and reliability but got ${route.found}`,
    )
  const broken = brokenValue(entry)
  if (broken) return failed(broken)
  const ours = route.through !== undefined || isSpines(world, entry)
  const told = route.addresses.map((one) => (ours ? spineAddress(world, one, base) : one))
  const addresses = told.length > 0 ? told : [undefined]
  return {
    ok: true,
    resources: addresses.map((address) => endpoint(world.ids.uuid().toUpperCase(), entry, address)),
  }
}

/** `GET /Endpoint`: where the parties receive an interaction, and how reliably (sds 1.2, 1.3, 1.5). */
export const searchEndpoints: SdsOperation = {
  resourceType: 'Endpoint',
  title: 'Find message handling systems',
  parameters: ['organization', 'identifier'],
  incomplete: ({ organisation, interaction, partyKey }) =>
    [organisation, interaction, partyKey].filter(Boolean).length >= 2 ? undefined : COMBINATIONS,
  search(world, { organisation, interaction, partyKey }, base) {
    const criteria = { odsCode: organisation, interaction, partyKey }
    const found = findMessageHandlingSystems(world.store, criteria).map((entry) =>
      endpointsOf(world, entry, base),
    )
    return (
      found.find(({ ok }) => !ok) ?? {
        ok: true,
        resources: found.flatMap((one) => (one.ok ? one.resources : [])),
      }
    )
  },
}
