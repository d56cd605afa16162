import { describe, expect, test } from 'vitest'
import { partOf, sourceFiles } from './source.js'

/** Which part may import which. Everything may import itself. */
const GROUND = ['world']
const BLOCKS = ['http', 'journal', 'fhir', 'hl7v3', 'ebxml', 'faults', 'gateway', ...GROUND]
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  world: [],
  http: GROUND,
  journal: ['http', ...GROUND],
  faults: ['http', 'journal', ...GROUND],
  fhir: ['http', ...GROUND],
  hl7v3: ['http', ...GROUND],
  ebxml: ['hl7v3', ...GROUND],
  gateway: ['http', 'journal', 'fhir', ...GROUND],
  'services/auth': BLOCKS,
  'services/pds': BLOCKS,
  'services/sds': BLOCKS,
  'services/ers': BLOCKS,
  'services/tms': BLOCKS,
  robots: BLOCKS,
  server: ['services', 'robots', ...BLOCKS],
  scenario: ['robots', ...GROUND],
  admin: ['server', 'services', 'robots', 'scenario', ...BLOCKS],
  documents: ['server', 'services', 'scenario', ...BLOCKS],
  library: ['admin', 'server', 'services', 'robots', ...BLOCKS],
  cli: ['library', 'admin', 'server', 'services', 'robots', 'scenario', ...BLOCKS],
}

const isAllowed = (from: string, to: string): boolean =>
  from === to ||
  (ALLOWED[from] ?? []).some(
    (part) => part === to || (part === 'services' && to.startsWith('services/')),
  )

describe('the dependency arrows', () => {
  const files = sourceFiles()

  test('every part of the house has its rule', () => {
    const unknown = [...new Set(files.map(({ path }) => partOf(path)))].filter(
      (part) => !(part in ALLOWED),
    )
    expect(unknown).toEqual([])
  })

  test('no file imports what its part may not know', () => {
    const broken = files.flatMap(({ path, imports }) =>
      imports
        .filter((target) => !isAllowed(partOf(path), partOf(target)))
        .map((target) => `${path} -> ${target}`),
    )
    expect(broken).toEqual([])
  })

  test('the domain of a service knows no HTTP, FHIR or messages', () => {
    const broken = files
      .filter(({ path }) => /^services\/[^/]+\/domain\//.test(path))
      .flatMap(({ path, imports, text }) => [
        ...imports
          .filter((target) => !/^(world|services\/[^/]+\/domain)\//.test(target))
          .map((target) => `${path} -> ${target}`),
        ...(/\bSELECT\b|\bINSERT INTO\b/.test(text) ? [`${path} holds SQL`] : []),
      ])
    expect(broken).toEqual([])
  })

  test('no files import each other in a circle', () => {
    const targets = new Map(files.map(({ path, imports }) => [path, imports]))
    const circles = new Set<string>()
    const visit = (path: string, trail: readonly string[]): void => {
      const at = trail.indexOf(path)
      if (at >= 0) {
        circles.add([...trail.slice(at)].sort().join(' <-> '))
        return
      }
      if (done.has(path)) return
      for (const next of targets.get(path) ?? []) visit(next, [...trail, path])
      done.add(path)
    }
    const done = new Set<string>()
    for (const { path } of files) visit(path, [])
    expect([...circles]).toEqual([])
  })
})
