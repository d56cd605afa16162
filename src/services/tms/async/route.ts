import type { MessageHeader } from '../../../ebxml/message-header.js'
import type { MessageHandlingSystem } from '../../../world/tables/message-handling-system.js'
import type { World } from '../../../world/world.js'
import { type Directory, isOwnParty } from '../directory.js'
import type { Refusal } from './message-errors.js'

/** Whether the directory knows a party. */
const isKnown = (world: World, directory: Directory, party: string): boolean =>
  isOwnParty(party) ||
  directory.contractsOfParty(world, party).length > 0 ||
  directory.systemsOfParty(world, party).length > 0

/** The contracts by which a party receives an interaction. */
const contractsFor = (
  world: World,
  directory: Directory,
  { to, service, action }: MessageHeader,
): readonly MessageHandlingSystem[] =>
  directory
    .contractsOfParty(world, to)
    .filter((one) => one.service === service && one.action === action)

/** Finds the contract of a message: both parties known, the CPA id that of the receiver (tms 6, steps 8 and 9). */
export function routeMessage(
  world: World,
  directory: Directory,
  header: MessageHeader,
): { readonly contract: MessageHandlingSystem } | Refusal {
  const { from, to, cpaId, service, action } = header
  if (!isKnown(world, directory, from))
    return {
      error: 'UNKNOWN_FROM',
      advice: `The directory knows no party '${from}': register it with ers-sandbox sds add-system.`,
    }
  if (!isKnown(world, directory, to))
    return { error: 'UNKNOWN_TO', advice: `The directory knows no party '${to}'.` }
  const contracts = contractsFor(world, directory, header)
  if (contracts.length === 0)
    return {
      error: 'NO_CONTRACT',
      advice: `The directory has no contract of '${to}' for ${service}:${action}.`,
    }
  const contract = contracts.find((one) => one.cpaId.toUpperCase() === cpaId.toUpperCase())
  return contract
    ? { contract }
    : {
        error: 'UNKNOWN_CPA',
        advice: `eb:CPAId must be '${contracts[0]?.cpaId}', that of the receiver's contract.`,
      }
}
