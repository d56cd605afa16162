import type { Exchange } from '../../../http/exchange.js'
import { CERTIFICATE_ADVICE } from '../advice-rules.js'
import { CERTIFICATE_RULES, type CertificatePolicy, type CertificateProblem } from './rules.js'

/** The first rule that the certificate of an exchange breaks. */
function problemOf(
  { world, request: { clientCertificate: certificate } }: Exchange,
  { partiesOfHost }: CertificatePolicy,
  partyKey?: string,
): CertificateProblem | undefined {
  const parties = certificate ? partiesOfHost(world, certificate.commonName) : []
  const shown = { certificate, parties, partyKey }
  const broken = CERTIFICATE_RULES.find((rule) => !rule.holds(shown))
  return (
    broken && {
      key: broken.key,
      description: broken.description(shown),
      advice: broken.advice(shown),
    }
  )
}

/** Whether anybody looks: always where certificates are required, else if one was shown. */
const isJudged = ({ request }: Exchange, { mutualTls }: CertificatePolicy): boolean =>
  !request.inside &&
  (mutualTls === 'strict' || (mutualTls === 'request' && request.clientCertificate !== undefined))

/** What to refuse for; where certificates are not required it is only told beside the answer. */
function judge(
  exchange: Exchange,
  { mutualTls }: CertificatePolicy,
  problem: CertificateProblem,
): CertificateProblem | undefined {
  if (mutualTls === 'strict') return problem
  const { key, description, advice } = problem
  const rule = CERTIFICATE_ADVICE[key]
  if (rule) exchange.advise(rule, `${description} ${advice}`)
  return undefined
}

/**
 * Looks at the certificate with which a client connected, before its message is read (tms 6, step 1):
 * there must be one, of a trusted authority, whose name the directory knows. Answers what to refuse for.
 */
export function unknownClient(
  exchange: Exchange,
  policy: CertificatePolicy,
): CertificateProblem | undefined {
  if (!isJudged(exchange, policy)) return undefined
  const problem = problemOf(exchange, policy)
  return problem && judge(exchange, policy, problem)
}

/**
 * Looks whether the certificate is that of the party that a message is from (tms 9.4), once that is
 * known. Answers what to refuse for; what `unknownClient` found wrong is not told again.
 */
export function wrongParty(
  exchange: Exchange,
  policy: CertificatePolicy,
  partyKey: string,
): CertificateProblem | undefined {
  if (!isJudged(exchange, policy) || problemOf(exchange, policy)) return undefined
  const problem = problemOf(exchange, policy, partyKey)
  return problem && judge(exchange, policy, problem)
}
