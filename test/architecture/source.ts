import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'

export interface SourceFile {
  /** Path below src, such as `world/clock.ts`. */
  readonly path: string
  readonly text: string
  /** Paths below src of the project's files it imports, types included. */
  readonly imports: readonly string[]
}

const ROOT = new URL('../../src', import.meta.url).pathname
const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g

/** Every source file with what it imports. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      const imports = [...text.matchAll(IMPORT)].map(([, target]) =>
        normalize(join(path, '..', (target as string).replace(/\.js$/, '.ts'))),
      )
      return { path, text, imports }
    })
}

/** The part of the house a file belongs to: its first folder, and the service below `services`. */
export function partOf(path: string): string {
  const [first, second] = path.split('/') as [string, string]
  return first === 'services' ? `services/${second}` : first
}
