import type { AdviceRule, AdviceRules } from '../../http/finding.js'
import type { PdsCall } from './call.js'
import type { Role } from './role.js'

/** What the gateway of PDS lets pass and a better client would not send. */
export const PDS_GATEWAY_ADVICE = {
  internal: {
    rule: 'gateway.pds.internal-header',
    title: 'A header is sent that is internal to PDS',
    source: 'pds 3.4',
  },
  prefer: {
    rule: 'gateway.pds.prefer-ignored',
    title: 'The header Prefer is sent, which has no effect',
    source: 'pds 3.4',
  },
  role: {
    rule: 'gateway.pds.role-ignored',
    title: 'NHSD-Session-URID is sent where it is not looked at',
    source: 'auth 7, 10.3',
  },
  unchecked: {
    rule: 'gateway.pds.role-unchecked',
    title: 'A role is named that the gateway cannot check',
    source: 'auth 7',
  },
} as const satisfies AdviceRules

interface Note {
  readonly advice: AdviceRule
  /** What to tell, or nothing. */
  readonly tell: (call: PdsCall, role: Role | undefined) => string | undefined
}

const INTERNAL = ['nhse-pds-custom-attributes', 'nhse-pds-privileged-access'] as const

const sent = ({ exchange }: PdsCall, name: string): boolean =>
  exchange.request.header(name) !== undefined

/** What a caller sends that changes nothing, or will one day matter. */
const NOTES: readonly Note[] = [
  {
    advice: PDS_GATEWAY_ADVICE.internal,
    tell: (call) => {
      const name = INTERNAL.find((header) => sent(call, header))
      return name && `The header ${name} is internal to PDS: it is removed on the way in.`
    },
  },
  {
    advice: PDS_GATEWAY_ADVICE.prefer,
    tell: (call) =>
      sent(call, 'prefer') ? 'The header Prefer has no effect: the gateway removes it.' : undefined,
  },
  {
    advice: PDS_GATEWAY_ADVICE.role,
    tell: (call, role) => {
      if (!sent(call, 'nhsd-session-urid')) return undefined
      if (role?.ok && role.from === 'login')
        return `NHSD-Session-URID is not looked at: the role ${role.roleId} was chosen at login.`
      return role ? undefined : `NHSD-Session-URID is not looked at in ${call.mode} mode.`
    },
  },
  {
    advice: PDS_GATEWAY_ADVICE.unchecked,
    tell: ({ token }, role) =>
      role?.ok && role.from === 'header' && token.kind === 'user' && token.sessionId === undefined
        ? 'With separate authentication NHSD-Session-URID is taken as it is: the gateway cannot ask whether the user has that role.'
        : undefined,
  },
]

/** Tells the developer what was sent in vain. */
export function noteIgnored(call: PdsCall, role: Role | undefined): void {
  for (const { advice, tell } of NOTES) {
    const message = tell(call, role)
    if (message) call.exchange.advise(advice, message)
  }
}
