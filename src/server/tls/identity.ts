import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

/** A certificate and the key that belongs to it, both in PEM. Test material, made on this machine. */
export interface Identity {
  /** Common name of the certificate. */
  readonly name: string
  /** PKCS #8, not encrypted. */
  readonly key: string
  readonly certificate: string
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g

/** The blocks of a PEM file whose label ends so: `CERTIFICATE`, `PRIVATE KEY`. */
export const pemBlocks = (text: string, label: string): string[] =>
  [...text.matchAll(BLOCK)]
    .filter(([, name]) => name?.endsWith(label))
    .map(([block]) => `${block}\n`)

/** The common name of a distinguished name as Node prints one; empty where there is none. */
export const commonNameOf = (subject: string | undefined): string =>
  /^CN=(.*)$/m.exec(subject ?? '')?.[1] ?? ''

/** Reads what `writeIdentity` wrote; undefined for anything else. */
export function readIdentity(text: string): Identity | undefined {
  const [key] = pemBlocks(text, 'PRIVATE KEY')
  const [certificate] = pemBlocks(text, 'CERTIFICATE')
  if (key === undefined || certificate === undefined) return undefined
  try {
    const read = new X509Certificate(certificate)
    if (!read.checkPrivateKey(createPrivateKey(key))) return undefined
    return { name: commonNameOf(read.subject), key, certificate }
  } catch {
    return undefined
  }
}

/** Key and certificate in one file, so that neither is ever there without the other. */
export const writeIdentity = ({ key, certificate }: Identity): string => key + certificate

/** What people are shown of a certificate. */
export interface CertificateFacts {
  readonly name: string
  readonly subject: string
  readonly issuer: string
  /** Names and addresses of hosts that it is for. */
  readonly hosts: readonly string[]
  readonly key: string
  /** ISO 8601. */
  readonly validFrom: string
  readonly validTo: string
  /** SHA-256, hexadecimal with colons. */
  readonly fingerprint: string
  readonly authority: boolean
}

const oneLine = (name: string): string => name.split('\n').join(', ')

/** A host as it is compared: names in lower case, addresses of version 6 in their shortest form. */
export const canonicalHost = (host: string): string =>
  isIP(host) === 6 ? new URL(`http://[${host}]`).hostname.slice(1, -1) : host.toLowerCase()

const HOST = /^(\*\.)?[A-Za-z0-9_]([A-Za-z0-9_.:-]*[A-Za-z0-9_:])?$/

/** Whether a certificate can be for a name or address of a host. */
export const isHost = (host: string): boolean =>
  isIP(host) !== 0 || (HOST.test(host) && host.length <= 253)

/** The most that a common name holds. */
export const LONGEST_NAME = 64

const hostsOf = (names: string | undefined): string[] =>
  (names ?? '')
    .split(', ')
    .filter((name) => /^(DNS|IP Address):/.test(name))
    .map((name) => canonicalHost(name.slice(name.indexOf(':') + 1)))

function keyOf({ publicKey }: X509Certificate): string {
  const { asymmetricKeyType, asymmetricKeyDetails: details } = publicKey
  return `${asymmetricKeyType} ${details?.namedCurve ?? details?.modulusLength ?? ''}`.trim()
}

/** Reads a certificate, in PEM unless it was read before; throws if it is none. */
export function factsOf(certificate: string | X509Certificate): CertificateFacts {
  const read = typeof certificate === 'string' ? new X509Certificate(certificate) : certificate
  return {
    name: commonNameOf(read.subject),
    subject: oneLine(read.subject),
    issuer: oneLine(read.issuer),
    hosts: hostsOf(read.subjectAltName),
    key: keyOf(read),
    validFrom: read.validFromDate.toISOString(),
    validTo: read.validToDate.toISOString(),
    fingerprint: read.fingerprint256,
    authority: read.ca,
  }
}
