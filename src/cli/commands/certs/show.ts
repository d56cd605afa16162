import { readFileSync } from 'node:fs'
import { pemBlocks } from '../../../server/tls/identity.js'
import { type CertificateView, certificateView } from '../../../server/tls/views.js'
import { ControlError } from '../../control.js'
import { columns } from '../../verbs.js'

/** A certificate as people read it. */
export const describe = (one: CertificateView): string =>
  columns([
    ['subject', one.subject],
    ['issuer', one.issuer],
    ...one.hosts.map((host, at) => [at === 0 ? 'hosts' : '', host]),
    ['key', one.key],
    ['valid', `${one.validFrom.slice(0, 10)} to ${one.validTo.slice(0, 10)}`],
    ['SHA-256', one.fingerprint],
  ])

/** The certificates in a file; undefined if there is no such file. */
export function certificatesInFile(path: string): CertificateView[] | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  const found = pemBlocks(text, 'CERTIFICATE')
  if (found.length === 0) throw new ControlError(`${path} holds no certificate in PEM.`)
  try {
    return found.map(certificateView)
  } catch {
    throw new ControlError(`${path} holds a certificate that cannot be read.`)
  }
}
