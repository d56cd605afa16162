import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ProviderName } from '../../world/tables/access-token.js'
import type { PublicKey } from '../../world/tables/application.js'

/** A key pair that the sandbox made for an application. Test material, made on this machine. */
export interface SandboxKey {
  readonly kid: string
  readonly privateKeyPem: string
  readonly publicJwk: PublicKey
}

/** The key that a login provider signs its tokens with. Test material, made on this machine. */
export interface ProviderKey {
  readonly privateKey: KeyObject
  readonly publicJwk: PublicKey
}

const KEY_ID = 'sandbox-1'
const MODULUS_BITS = 2048
const ONLY_OWNER = 0o600
const ONLY_OWNER_FOLDER = 0o700

const generate = promisify(generateKeyPair)

function publicHalf(privateKey: KeyObject): { kty: 'RSA'; n: string; e: string } {
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { kty: 'RSA', n: n as string, e: e as string }
}

/** What names a key and tells nothing of it: the digest of its public half. */
const fingerprint = ({ n }: { n: string }): Buffer =>
  createHash('sha256').update(n).digest().subarray(0, 16)

/** Key ids as each provider forms them: base64 with padding, or hexadecimal (auth 5.5, 6.5). */
const KEY_IDS: Readonly<Record<ProviderName, (digest: Buffer) => string>> = {
  'nhs-cis2': (digest) => digest.toString('base64'),
  'nhs-login': (digest) => digest.toString('hex'),
  'apim-mock-nhs-cis2': (digest) => digest.toString('base64url'),
  'apim-mock-nhs-login': (digest) => digest.toString('base64url'),
}

/**
 * The key pairs of applications that are registered with the sandbox's own key, and those of the
 * login providers. A pair is made when it is first asked for, never at start; with a folder it is
 * kept as `keys/{name}.pem`, readable by its owner alone. All worlds of a process share them.
 */
export class KeyStore {
  readonly #folder: string | undefined
  readonly #keys = new Map<string, Promise<KeyObject>>()

  constructor(folder?: string) {
    this.#folder = folder && join(folder, 'keys')
  }

  /** The key pair of an application; the same one for the life of the process, or of the folder. */
  async forApplication(clientId: string): Promise<SandboxKey> {
    const privateKey = await this.#pair(clientId)
    return {
      kid: KEY_ID,
      privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicJwk: { ...publicHalf(privateKey), kid: KEY_ID, use: 'sig', alg: 'RS512' },
    }
  }

  /** The signing key of a login provider; the same one for the life of the process, or of the folder. */
  async forProvider(name: ProviderName): Promise<ProviderKey> {
    const privateKey = await this.#pair(`provider.${name}`)
    const half = publicHalf(privateKey)
    const kid = KEY_IDS[name](fingerprint(half))
    return { privateKey, publicJwk: { ...half, kid, use: 'sig' } }
  }

  #pair(name: string): Promise<KeyObject> {
    let key = this.#keys.get(name)
    if (!key) {
      key = this.#make(name)
      this.#keys.set(name, key)
      key.catch(() => this.#keys.delete(name))
    }
    return key
  }

  async #make(name: string): Promise<KeyObject> {
    const path = this.#folder && join(this.#folder, `${encodeURIComponent(name)}.pem`)
    if (path && existsSync(path)) return createPrivateKey(readFileSync(path))
    const { privateKey } = await generate('rsa', { modulusLength: MODULUS_BITS })
    if (path) this.#keep(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    return privateKey
  }

  /** Writes beside and renames, so that a crash leaves no half of a key. */
  #keep(path: string, pem: string): void {
    mkdirSync(this.#folder as string, { recursive: true, mode: ONLY_OWNER_FOLDER })
    const beside = `${path}.${process.pid}`
    writeFileSync(beside, pem, { mode: ONLY_OWNER })
    renameSync(beside, path)
  }
}
