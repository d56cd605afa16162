import { DEFAULT_WORLD } from '../../world/worlds.js'
import type { Listening, Secure } from '../listener.js'
import { ListenError } from '../listener.js'
import type { SandboxOptions } from '../options.js'
import { listenLdap } from './listener.js'
import type { LdapHost } from './talk.js'
import { USUAL_LDAP_PORT } from './usual-port.js'

/** The listeners of the directory; those that were not asked for are absent. */
export interface LdapListening {
  readonly ldap?: Listening
  readonly ldaps?: Listening
}

const portOf = (option: true | number): number => (option === true ? 0 : option)

/** Nobody asked for the usual port: where it is taken, there is no LDAP. */
async function listenUsual(host: LdapHost, address: string): Promise<Listening | undefined> {
  const place = { host: address, port: USUAL_LDAP_PORT, world: DEFAULT_WORLD }
  try {
    return await listenLdap(host, place)
  } catch (error) {
    if (error instanceof ListenError) return undefined
    throw error
  }
}

/** Opens the listeners of the directory as the options want them; refuses with a ListenError. */
export async function openLdap(
  directory: LdapHost,
  { host, ldap, ldaps }: Pick<SandboxOptions, 'host' | 'ldap' | 'ldaps'>,
  secure: () => Promise<Secure>,
): Promise<LdapListening> {
  const place = { host, world: DEFAULT_WORLD }
  const plain =
    ldap === 'usual'
      ? await listenUsual(directory, host)
      : ldap !== false && (await listenLdap(directory, { ...place, port: portOf(ldap) }))
  try {
    const secured =
      ldaps !== false &&
      (await listenLdap(directory, { ...place, port: portOf(ldaps), secure: await secure() }))
    return { ...(plain ? { ldap: plain } : {}), ...(secured ? { ldaps: secured } : {}) }
  } catch (error) {
    if (plain) await plain.close()
    throw error
  }
}
