import type { PdsCall } from './call.js'
import type { Role } from './role.js'

interface Note {
  readonly rule: string
  readonly source: string
  /** What to tell, or nothing. */
  readonly tell: (call: PdsCall, role: Role | undefined) => string | undefined
}

const INTERNAL = ['nhse-pds-custom-attributes', 'nhse-pds-privileged-access'] as const

const sent = ({ exchange }: PdsCall, name: string): boolean =>
  exchange.request.header(name) !== undefined

/** What a caller sends that changes nothing, or will one day matter. */
const NOTES: readonly Note[] = [
  {
    rule: 'gateway.pds.internal-header',
    source: 'pds 3.4',
    tell: (call) => {
      const name = INTERNAL.find((header) => sent(call, header))
      return name && `The header ${name} is internal to PDS: it is removed on the way in.`
    },
  },
  {
    rule: 'gateway.pds.prefer-ignored',
    source: 'pds 3.4',
    tell: (call) =>
      sent(call, 'prefer') ? 'The header Prefer has no effect: the gateway removes it.' : undefined,
  },
  {
    rule: 'gateway.pds.role-ignored',
    source: 'auth 7, 10.3',
    tell: (call, role) => {
      if (!sent(call, 'nhsd-session-urid')) return undefined
      if (role?.ok && role.from === 'login')
        return `NHSD-Session-URID is not looked at: the role ${role.roleId} was chosen at login.`
      return role ? undefined : `NHSD-Session-URID is not looked at in ${call.mode} mode.`
    },
  },
  {
    rule: 'gateway.pds.role-unchecked',
    source: 'auth 7',
    tell: ({ token }, role) =>
      role?.ok && role.from === 'header' && token.kind === 'user' && token.sessionId === undefined
        ? 'With separate authentication NHSD-Session-URID is taken as it is: the gateway cannot ask whether the user has that role.'
        : undefined,
  },
]

/** Tells the developer what was sent in vain. */
export function noteIgnored(call: PdsCall, role: Role | undefined): void {
  for (const { rule, source, tell } of NOTES) {
    const message = tell(call, role)
    if (message) call.exchange.find(rule, message, source)
  }
}
