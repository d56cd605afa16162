import type { AdviceRules } from '../../http/finding.js'

/** What the authentication services let pass and a better client would not send. */
export const AUTH_ADVICE = {
  repeated: {
    rule: 'auth.parameter.repeated',
    title: 'A parameter is sent more than once',
    source: 'RFC 6749 3.2',
  },
  unread: {
    rule: 'auth.parameter.ignored',
    title: 'A parameter is sent that has no effect',
    source: 'auth 3.4, 3.6, 5.3',
    afterwards: true,
  },
  lifetime: {
    rule: 'auth.lifetime',
    title: 'A lifetime is asked for that is no number',
    source: 'auth 3.6',
  },
  acr: {
    rule: 'auth.acr.unknown',
    title: 'CIS2 is asked for a class of authentication that it does not know',
    source: 'auth 5.7',
  },
  state: {
    rule: 'auth.provider.state-advised',
    title: 'A provider is asked to log in without a state',
    source: 'auth 5.3',
  },
  nonce: {
    rule: 'auth.provider.nonce-advised',
    title: 'A provider is asked to log in without a nonce',
    source: 'auth 5.3',
  },
  level: {
    rule: 'auth.acr.mock-level',
    title: 'The mock lets in a user whom the real provider would keep out',
    source: 'auth 5.7, 6.6',
  },
  loggedOut: {
    rule: 'smartcard.logout',
    title: 'A ticket is logged out that has no session',
    source: 'auth 8.3',
  },
} as const satisfies AdviceRules
