import { createHash, createPublicKey, type KeyObject, randomFillSync, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { AsnConvert, AsnNullConverter, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'

/** What a certificate shall say. */
export interface CertificateDraft {
  readonly commonName: string
  readonly publicKey: KeyObject
  /** Names and addresses of hosts that it is for; none for an authority. */
  readonly hosts: readonly string[]
  readonly authority: boolean
  readonly validFrom: Date
  readonly validTo: Date
}

/** Who signs it: for an authority's own certificate itself. */
export interface Signer {
  readonly commonName: string
  readonly privateKey: KeyObject
}

const ATTRIBUTES = { organisation: '2.5.4.10', commonName: '2.5.4.3' } as const
const ORGANISATION = 'ers-sandbox (test only)'

const der = (value: object): ArrayBuffer => AsnConvert.serialize(value)

/** A copy that stands alone: the ASN.1 classes take buffers, not views of them. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

const attribute = (type: string, value: string): RelativeDistinguishedName =>
  new RelativeDistinguishedName([
    new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String: value }) }),
  ])

const nameOf = (commonName: string): Name =>
  new Name([
    attribute(ATTRIBUTES.organisation, ORGANISATION),
    attribute(ATTRIBUTES.commonName, commonName),
  ])

/** The signatures that go with a key: SHA-256 with ECDSA or with RSA. */
const algorithmOf = ({ asymmetricKeyType }: KeyObject): AlgorithmIdentifier =>
  asymmetricKeyType === 'rsa'
    ? new AlgorithmIdentifier({
        algorithm: '1.2.840.113549.1.1.11',
        parameters: AsnNullConverter.toASN(null).toBER(),
      })
    : new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' })

const publicKeyInfo = (key: KeyObject): SubjectPublicKeyInfo =>
  AsnConvert.parse(buffer(key.export({ type: 'spki', format: 'der' })), SubjectPublicKeyInfo)

const digestOf = (key: KeyObject): ArrayBuffer =>
  buffer(
    createHash('sha1')
      .update(new Uint8Array(publicKeyInfo(key).subjectPublicKey))
      .digest(),
  )

/** Positive, and never nothing: a leading one bit below the sign. */
function serialNumber(): ArrayBuffer {
  const bytes = randomFillSync(new Uint8Array(16))
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40
  return bytes.buffer
}

const extension = (extnID: string, value: object, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(der(value)) })

const generalName = (host: string): GeneralName =>
  isIP(host) === 0 ? new GeneralName({ dNSName: host }) : new GeneralName({ iPAddress: host })

const { keyCertSign, cRLSign, digitalSignature, keyEncipherment } = KeyUsageFlags

/** Old clients wrap keys with RSA; a key on a curve signs only. */
const usageOf = ({ authority, publicKey }: CertificateDraft): number => {
  if (authority) return keyCertSign | cRLSign | digitalSignature
  return publicKey.asymmetricKeyType === 'rsa'
    ? digitalSignature | keyEncipherment
    : digitalSignature
}

/** A messaging endpoint is a server and a client by turns, with one certificate (tms 9.4). */
const endpointExtensions = (hosts: readonly string[]): Extension[] => [
  extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth, id_kp_clientAuth])),
  extension(id_ce_subjectAltName, new SubjectAlternativeName(hosts.map(generalName))),
]

const extensionsOf = (draft: CertificateDraft, signer: Signer): Extension[] => [
  extension(id_ce_basicConstraints, new BasicConstraints({ cA: draft.authority }), true),
  extension(id_ce_keyUsage, new KeyUsage(usageOf(draft)), true),
  extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(digestOf(draft.publicKey))),
  extension(
    id_ce_authorityKeyIdentifier,
    new AuthorityKeyIdentifier({
      keyIdentifier: new KeyIdentifier(digestOf(createPublicKey(signer.privateKey))),
    }),
  ),
  ...(draft.authority ? [] : endpointExtensions(draft.hosts)),
]

const pem = (bytes: ArrayBuffer): string => {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

/** Writes and signs a certificate (X.509 version 3); answers it in PEM. */
export function writeCertificate(draft: CertificateDraft, signer: Signer): string {
  const signature = algorithmOf(signer.privateKey)
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature,
    issuer: nameOf(signer.commonName),
    validity: new Validity({ notBefore: draft.validFrom, notAfter: draft.validTo }),
    subject: nameOf(draft.commonName),
    subjectPublicKeyInfo: publicKeyInfo(draft.publicKey),
    extensions: new Extensions(extensionsOf(draft, signer)),
  })
  const signed = sign('sha256', new Uint8Array(der(tbsCertificate)), signer.privateKey)
  return pem(
    der(
      new Certificate({
        tbsCertificate,
        signatureAlgorithm: signature,
        signatureValue: buffer(signed),
      }),
    ),
  )
}
