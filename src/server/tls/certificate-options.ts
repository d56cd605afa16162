import type { CertificateOptions } from './certificates.js'
import { TlsError } from './given-files.js'
import { isHost, LONGEST_NAME } from './identity.js'
import type { TlsOptions } from './options.js'

/** What the sandbox is told of how it is reached. */
interface Reached {
  readonly host: string
  readonly publicUrl?: string | undefined
  readonly allowedHosts: readonly string[]
}

const WILDCARDS = ['0.0.0.0', '::']

/** The names and addresses that the sandbox's own certificate is for, its own name first. */
function hostsOf({ tlsHosts, host, publicUrl, allowedHosts }: TlsOptions & Reached): string[] {
  const wrong = tlsHosts.find((one) => !isHost(one)) ?? tlsHosts.find(isTooLong)
  if (wrong !== undefined)
    throw new TlsError(`--tls-host takes names and addresses of hosts, not '${wrong}'.`)
  const own = tlsHosts.length > 0 ? tlsHosts : ['localhost']
  const others = [host, ...(publicUrl ? [new URL(publicUrl).hostname] : []), ...allowedHosts]
  return [...own, ...others.filter((one) => isHost(one) && !WILDCARDS.includes(one))]
}

const isTooLong = (name: string, at: number): boolean => at === 0 && name.length > LONGEST_NAME

/** The options of the certificates; refuses with a TlsError what does not go together. */
export function certificateOptions(
  options: TlsOptions & Reached & { readonly data?: string | undefined },
): CertificateOptions {
  const { tls, tlsCert, tlsKey, tlsKeyKind, tlsCa, mtls, data } = options
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new TlsError('--tls-cert and --tls-key go together: give both, or neither.')
  if (mtls === 'strict' && !tls)
    throw new TlsError(
      '--mtls strict needs --tls: without it nobody could show a certificate, and every message would be refused.',
    )
  return {
    data,
    kind: tlsKeyKind,
    hosts: hostsOf(options),
    given:
      tlsCert === undefined || tlsKey === undefined
        ? undefined
        : { certificate: tlsCert, key: tlsKey },
    authorities: tlsCa,
  }
}
