import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeBeside } from '../../../server/tls/identity-store.js'
import type { CertificateView, IssuedView } from '../../../server/tls/views.js'

const FOR_ALL = 0o644
const FOR_OWNER = 0o600

/** A name as files can bear it. */
const fileName = (name: string): string => name.replace(/[^\w.-]/g, '_')

type File = readonly [name: string, text: string, mode: number]

/** Writes files into a folder, each beside and renamed; answers their paths. */
function writeAll(folder: string, files: readonly File[]): string[] {
  mkdirSync(folder, { recursive: true })
  return files.map(([name, text, mode]) => {
    const path = join(folder, name)
    writeBeside(path, text, mode)
    return path
  })
}

/** Writes the authority's certificate into a folder; answers its path. */
export const writeAuthority = (folder: string, { certificate }: CertificateView): string[] =>
  writeAll(folder, [['ca.pem', certificate, FOR_ALL]])

/** Writes a key, its certificate, the chain and the authority into a folder; answers the paths. */
export function writeIssued(folder: string, issued: IssuedView): string[] {
  const name = fileName(issued.name)
  return writeAll(folder, [
    [`${name}.key.pem`, issued.privateKey, FOR_OWNER],
    [`${name}.pem`, issued.certificate, FOR_ALL],
    [`${name}.chain.pem`, issued.chain, FOR_ALL],
    ['ca.pem', issued.ca, FOR_ALL],
  ])
}
