import type { ClientCertificate, MutualTls } from '../../../http/client-certificate.js'
import type { World } from '../../../world/world.js'

/** How the messaging layer judges the certificates of those who send. */
export interface CertificatePolicy {
  readonly mutualTls: MutualTls
  /** The parties that the directory has under a host name. */
  readonly partiesOfHost: (world: World, host: string) => readonly string[]
}

/** A sender under examination: what it showed, and which parties the directory has under that name. */
export interface Shown {
  readonly certificate: ClientCertificate | undefined
  readonly parties: readonly string[]
  /** Party key of who sent the message; undefined while that is not known. */
  readonly partyKey?: string | undefined
}

/** Why a certificate does not do. */
export interface CertificateProblem {
  /** `CLIENT_CERTIFICATE_MISSING` */
  readonly key: string
  /** What is wrong, in a sentence for the answer. */
  readonly description: string
  /** What to do about it. */
  readonly advice: string
}

/** Where the rules are written. */
export const CERTIFICATE_SOURCE = 'tms 9.4'

interface CertificateRule {
  readonly key: string
  /** What is found fault with, in a line. */
  readonly title: string
  readonly holds: (shown: Shown) => boolean
  readonly description: (shown: Shown) => string
  readonly advice: (shown: Shown) => string
}

const nameOf = ({ certificate }: Shown): string => certificate?.commonName.slice(0, 80) ?? ''

const sameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** What must hold of a sender's certificate, in this order (tms 9.4). */
export const CERTIFICATE_RULES: readonly CertificateRule[] = [
  {
    key: 'CLIENT_CERTIFICATE_MISSING',
    title: 'A client shows no certificate',
    holds: ({ certificate }) => certificate !== undefined,
    description: () => 'The client showed no certificate.',
    advice: () =>
      'Send messages to the HTTPS address and show a certificate: ers-sandbox certs client --party-key KEY makes one.',
  },
  {
    key: 'CLIENT_CERTIFICATE_NOT_TRUSTED',
    title: 'A client shows a certificate that is not trusted',
    holds: ({ certificate }) => certificate?.problem === undefined,
    description: () => 'The certificate of the client is not trusted.',
    advice: ({ certificate }) =>
      `It failed with ${certificate?.problem}; its issuer is '${certificate?.issuer}'. Use one of the sandbox's CA, or name its authority with --tls-ca.`,
  },
  {
    key: 'CLIENT_CERTIFICATE_UNKNOWN',
    title: 'A client shows a certificate whose name the directory does not know',
    holds: ({ parties }) => parties.length > 0,
    description: () => 'The directory has no endpoint under the name of the certificate.',
    advice: (shown) =>
      `Its common name is '${nameOf(shown)}'. It must be the FQDN of an endpoint in the directory.`,
  },
  {
    key: 'CLIENT_CERTIFICATE_OF_ANOTHER_PARTY',
    title: 'A client shows the certificate of another party than the sender',
    holds: ({ parties, partyKey }) =>
      partyKey === undefined || parties.some((one) => sameKey(one, partyKey)),
    description: () => 'The certificate is not that of the sending party.',
    advice: (shown) =>
      `The message is of ${shown.partyKey}; the certificate of '${nameOf(shown)}' belongs to ${shown.parties.join(', ')}.`,
  },
]
