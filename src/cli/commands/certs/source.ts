import { Certificates } from '../../../server/tls/certificates.js'
import { issueNamed } from '../../../server/tls/issue-for.js'
import type { KeyKind } from '../../../server/tls/key-kinds.js'
import {
  type CertificateView,
  certificateView,
  type IssuedView,
  issuedView,
} from '../../../server/tls/views.js'
import { UsageError } from '../../command.js'
import { ControlError, control } from '../../control.js'
import type { Given } from '../../verbs.js'

/** For whom a certificate is wanted, as the control API takes it. */
export interface Draft {
  readonly name?: string | undefined
  readonly partyKey?: string | undefined
  readonly hosts?: readonly string[] | undefined
  readonly kind?: KeyKind | undefined
}

export interface All {
  readonly ca: CertificateView
  readonly issued: readonly CertificateView[]
}

/** Where certificates come from. */
export interface CertificateSource {
  all(): Promise<All>
  issue(draft: Draft): Promise<IssuedView>
}

/** The authority of a running sandbox. */
const running = ({ where }: Given): CertificateSource => ({
  all: () => control(where, 'GET', '/certificates'),
  issue: (draft) => control(where, 'POST', '/certificates', draft),
})

/** The authority in a data folder; nothing needs to run. */
function kept(data: string, kind: KeyKind): CertificateSource {
  const certificates = new Certificates({ data, kind, hosts: [], authorities: [] })
  return {
    async all() {
      const issued = await certificates.issued()
      return {
        ca: certificateView(await certificates.root()),
        issued: issued.map(({ certificate }) => certificateView(certificate)),
      }
    },
    async issue({ name, partyKey, ...more }) {
      if (partyKey !== undefined || name === undefined)
        throw new UsageError(
          'who a party is only a running sandbox knows: leave out --data, or say its host name instead of --party-key',
        )
      const issued = await issueNamed(certificates, { ...more, name })
      if ('problem' in issued) throw new ControlError(issued.problem)
      return issuedView(issued)
    },
  }
}

/** The data folder that was named, where `kind` is that of a new authority, or else the running sandbox. */
export function sourceOf(given: Given, kind: KeyKind = 'ec'): CertificateSource {
  const data = given.text('data')
  return data === undefined ? running(given) : kept(data, kind)
}
