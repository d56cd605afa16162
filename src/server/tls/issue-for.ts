import { directoryLookup } from '../../services/sds/lookup.js'
import { LIMITS } from '../../world/limits.js'
import type { World } from '../../world/world.js'
import type { Certificates } from './certificates.js'
import { type Identity, isHost, LONGEST_NAME } from './identity.js'
import type { KeyKind } from './key-kinds.js'

/** For whom a certificate is wanted: a party of the directory, or whoever is reached under a name. */
export interface Holder {
  readonly partyKey?: string | undefined
  readonly name?: string | undefined
  /** Further names and addresses of hosts. */
  readonly hosts?: readonly string[] | undefined
  readonly kind?: KeyKind | undefined
}

export interface IssuedIdentity extends Identity {
  /** Certificate of the authority. */
  readonly ca: string
}

type Named = { readonly name: string; readonly more: readonly string[] } | NotIssued

function nameOf(world: World, { partyKey, name }: Holder): Named {
  if (name !== undefined && partyKey !== undefined)
    return { problem: 'say a name or a party key, not both' }
  if (name !== undefined) return { name, more: [] }
  if (partyKey === undefined) return { problem: 'say for whom: a name or a party key' }
  const [first, ...more] = directoryLookup.hostsOfParty(world, partyKey)
  return first === undefined
    ? { problem: `the directory has no endpoint of the party '${partyKey}'` }
    : { name: first, more }
}

/** A certificate could be issued for nobody; why. */
export interface NotIssued {
  readonly problem: string
}

/** Issues a certificate by the sandbox's authority for a host; answers a problem in words for no name of one. */
export async function issueNamed(
  certificates: Certificates,
  { name, hosts = [], kind }: Omit<Holder, 'partyKey'> & { readonly name: string },
): Promise<IssuedIdentity | NotIssued> {
  const wrong = [name, ...hosts].find((one) => !isHost(one))
  if (wrong !== undefined)
    return { problem: `'${wrong.slice(0, 80)}' is no host name that a certificate can bear` }
  if (name.length > LONGEST_NAME)
    return {
      problem: `'${name.slice(0, 80)}' is longer than the ${LONGEST_NAME} characters of a common name`,
    }
  if (await certificates.isExhausted(name))
    return { problem: `there are ${LIMITS.certificates} certificates, and no room for more` }
  const identity = await certificates.issue({ name, hosts, ...(kind && { kind }) })
  return { ...identity, ca: await certificates.root() }
}

/**
 * Issues a certificate for a host, or for a party of a world in the name under which the directory has
 * it, which messages of that party need (tms 9.4). Answers a problem in words for nobody.
 */
export async function issueFor(
  certificates: Certificates,
  world: World,
  holder: Holder,
): Promise<IssuedIdentity | NotIssued> {
  const named = nameOf(world, holder)
  if ('problem' in named) return named
  const { name, more } = named
  return issueNamed(certificates, { ...holder, name, hosts: [...more, ...(holder.hosts ?? [])] })
}
