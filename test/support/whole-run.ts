import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DOCUMENTED_REFUSALS } from '../../src/services/ers/fhir/documented-refusals.js'

/** Documented refusals that cannot happen here, each with its reason. */
const NEVER: Readonly<Record<string, string>> = {
  'A010 INAPPROPRIATE_VALUE': 'was for a value of commissioningProvisioning that is ignored by now',
  'A027 VALUE_IS_REQUIRED': 'no parameter of A027 depends on another',
  'A035 REC_NOT_FOUND': 'is listed, but unknown services are left out of the answer',
}

/** True for `vitest run` without a choice of files or tests. */
const isWhole = (): boolean => {
  const said = process.argv.slice(2).filter((one) => one !== 'run')
  return said.every((one) => /^--(no-)?(reporter|color)/.test(one))
}

function seenIn(folder: string): Set<string> {
  const notes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  return new Set(notes.join('').split('\n'))
}

const documented = (): string[] =>
  Object.entries(DOCUMENTED_REFUSALS).flatMap(([operation, refusals]) =>
    refusals.map((one) => `${operation} ${one}`),
  )

/** After a whole run: every refusal that e-RS documents must have been provoked by a test, and checked. */
export default function setup(): (() => void) | undefined {
  if (!isWhole()) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'ers-refusals-'))
  process.env.ERS_REFUSALS_SEEN = folder
  return () => {
    const seen = seenIn(folder)
    rmSync(folder, { recursive: true })
    const missing = documented().filter((one) => !(one in NEVER) && !seen.has(one))
    if (missing.length === 0) return
    process.exitCode = 1
    throw new Error(
      `no test provokes and checks these ${missing.length} documented refusals of e-RS:\n${missing.join('\n')}`,
    )
  }
}
