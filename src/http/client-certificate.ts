/** Whether clients are asked for a certificate: never, if they have one, or always for messages (tms 9.4). */
export const MUTUAL_TLS = ['off', 'request', 'strict'] as const
export type MutualTls = (typeof MUTUAL_TLS)[number]

/** The certificate that a client showed when it connected. */
export interface ClientCertificate {
  /** CN of the subject; empty where there is none. */
  readonly commonName: string
  readonly subject: string
  readonly issuer: string
  /** SHA-256, hexadecimal with colons. */
  readonly fingerprint: string
  /** Why it is not trusted, such as `CERT_HAS_EXPIRED`; undefined for a certificate of a trusted authority. */
  readonly problem?: string
}
