import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { MendableError } from '../../world/mendable.js'
import { commonNameOf, type Identity, pemBlocks } from './identity.js'

/** Something about TLS that the user must mend; the message says what. */
export class TlsError extends MendableError {}

const TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
}

function textOf(flag: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw new TlsError(`--${flag} ${path} cannot be read: ${TROUBLES[code] ?? message}.`)
  }
}

function readCertificate(flag: string, path: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new TlsError(`--${flag} ${path} holds a certificate that cannot be read.`)
  }
}

/** The certificates of a file, at least one. */
function certificatesIn(flag: string, path: string): readonly [string, ...string[]] {
  const [first, ...more] = pemBlocks(textOf(flag, path), 'CERTIFICATE')
  if (first === undefined)
    throw new TlsError(
      `--${flag} ${path} holds no certificate in PEM (-----BEGIN CERTIFICATE-----).`,
    )
  for (const pem of [first, ...more]) readCertificate(flag, path, pem)
  return [first, ...more]
}

function readKey(path: string): { pem: string; key: KeyObject } {
  const [pem] = pemBlocks(textOf('tls-key', path), 'PRIVATE KEY')
  if (pem === undefined)
    throw new TlsError(
      `--tls-key ${path} holds no private key in PEM (-----BEGIN PRIVATE KEY-----).`,
    )
  try {
    return { pem, key: createPrivateKey(pem) }
  } catch {
    throw new TlsError(
      `--tls-key ${path} holds a key that cannot be read. If it has a passphrase, take it off: openssl pkey -in ${path} -out plain.pem`,
    )
  }
}

const day = (date: Date): string => date.toISOString().slice(0, 10)

function checkValidity(path: string, { validFromDate, validToDate }: X509Certificate): void {
  const now = Date.now()
  if (validToDate.getTime() < now)
    throw new TlsError(`The certificate in --tls-cert ${path} expired on ${day(validToDate)}.`)
  if (validFromDate.getTime() > now)
    throw new TlsError(
      `The certificate in --tls-cert ${path} is not valid before ${day(validFromDate)}.`,
    )
}

/** Others' certificate, with its chain, and its key; refuses with a TlsError what cannot work. */
export function readGivenIdentity(certificatePath: string, keyPath: string): Identity {
  const certificates = certificatesIn('tls-cert', certificatePath)
  const { pem, key } = readKey(keyPath)
  const leaf = new X509Certificate(certificates[0])
  checkValidity(certificatePath, leaf)
  if (!leaf.checkPrivateKey(key))
    throw new TlsError(
      `The key in --tls-key ${keyPath} does not belong to the first certificate in --tls-cert ${certificatePath}. Give the key it was issued for, and put the server's own certificate before its chain.`,
    )
  return { name: commonNameOf(leaf.subject), key: pem, certificate: certificates.join('') }
}

/** The certificates of authorities in files; refuses with a TlsError what cannot be read. */
export const readGivenAuthorities = (paths: readonly string[]): string[] =>
  paths.flatMap((path) => certificatesIn('tls-ca', path))
