import { type CertificateFacts, factsOf } from './identity.js'
import type { IssuedIdentity } from './issue-for.js'

/** A certificate as the control API and the command line show it. */
export interface CertificateView extends CertificateFacts {
  /** PEM */
  readonly certificate: string
}

/** A certificate with its key, as who asked for it gets it. All in PEM. */
export interface IssuedView extends CertificateView {
  readonly privateKey: string
  /** The certificate, and below it that of the authority. */
  readonly chain: string
  readonly ca: string
}

export const certificateView = (certificate: string): CertificateView => ({
  ...factsOf(certificate),
  certificate,
})

export const issuedView = ({ key, certificate, ca }: IssuedIdentity): IssuedView => ({
  ...certificateView(certificate),
  privateKey: key,
  chain: certificate + ca,
  ca,
})
