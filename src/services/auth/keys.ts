import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PublicKey } from '../../world/tables/application.js'

/** A key pair that the sandbox made for an application. Test material, made on this machine. */
export interface SandboxKey {
  readonly kid: string
  readonly privateKeyPem: string
  readonly publicJwk: PublicKey
}

const KEY_ID = 'sandbox-1'
const MODULUS_BITS = 2048
const ONLY_OWNER = 0o600
const ONLY_OWNER_FOLDER = 0o700

const generate = promisify(generateKeyPair)

function describe(privateKey: KeyObject): SandboxKey {
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' })
  return {
    kid: KEY_ID,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicJwk: {
      kty: 'RSA',
      kid: KEY_ID,
      use: 'sig',
      alg: 'RS512',
      n: n as string,
      e: e as string,
    },
  }
}

/**
 * The key pairs of applications that are registered with the sandbox's own key. A pair is made when
 * it is first asked for, never at start; with a folder it is kept as `keys/{clientId}.pem`, readable
 * by its owner alone.
 */
export class KeyStore {
  readonly #folder: string | undefined
  readonly #keys = new Map<string, Promise<SandboxKey>>()

  constructor(folder?: string) {
    this.#folder = folder && join(folder, 'keys')
  }

  /** The key pair of an application; the same one for the life of the process, or of the folder. */
  forApplication(clientId: string): Promise<SandboxKey> {
    let key = this.#keys.get(clientId)
    if (!key) {
      key = this.#make(clientId)
      this.#keys.set(clientId, key)
      key.catch(() => this.#keys.delete(clientId))
    }
    return key
  }

  async #make(clientId: string): Promise<SandboxKey> {
    const path = this.#folder && join(this.#folder, `${encodeURIComponent(clientId)}.pem`)
    if (path && existsSync(path)) return describe(createPrivateKey(readFileSync(path)))
    const { privateKey } = await generate('rsa', { modulusLength: MODULUS_BITS })
    const key = describe(privateKey)
    if (path) this.#keep(path, key.privateKeyPem)
    return key
  }

  /** Writes beside and renames, so that a crash leaves no half of a key. */
  #keep(path: string, pem: string): void {
    mkdirSync(this.#folder as string, { recursive: true, mode: ONLY_OWNER_FOLDER })
    const beside = `${path}.${process.pid}`
    writeFileSync(beside, pem, { mode: ONLY_OWNER })
    renameSync(beside, path)
  }
}
