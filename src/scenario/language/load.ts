import { posix } from 'node:path'
import type { PlannedStep, Script } from '../script.js'
import type { Step } from '../step.js'
import { checkActors, checkHeader, checkVariables } from './check-header.js'
import { SCENARIO_LIMITS } from './limits.js'
import { type Planning, planSteps } from './plan-step.js'
import { type Problem, Problems, suggestion } from './problems.js'
import { readYaml } from './read-yaml.js'
import { Scope } from './scope.js'
import { entryOf, type MapSource, type Place, type Plain, type Source, shown } from './source.js'

/** What a scenario is read from. */
export interface Reading {
  /** Its file as people know it; problems name it. */
  readonly file: string
  readonly text: string
  /** Text of a file beside it, by its path from the scenario's folder; undefined if there is none. */
  readonly beside: (path: string) => string | undefined
  /** The steps there are. */
  readonly steps: readonly Step[]
  /** Variables given from outside, in place of the header's. */
  readonly variables?: Readonly<Record<string, string>>
}

export type Loaded =
  | { readonly ok: true; readonly script: Script }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const EMPTY: MapSource = { kind: 'map', place: { file: '', line: 1, column: 1 }, entries: [] }

/** Reads one scenario with what it includes. */
class Loader {
  readonly problems = new Problems()
  readonly #reading: Reading
  readonly #variables: Record<string, Plain> = {}
  readonly #scope = new Scope()
  #files = 0

  constructor(reading: Reading) {
    this.#reading = reading
  }

  /** The script; undefined if the file leaves nothing to read on with. */
  load(): Script | undefined {
    const { file, text } = this.#reading
    const read = readYaml(text, file, this.problems)
    if (!read) return undefined
    const map = this.#mapOf(read, file)
    const { title, description, beginning } = checkHeader(map, this.problems)
    const actors = checkActors(map, this.problems)
    this.#define(checkVariables(map, this.problems))
    this.#override(map.place)
    for (const name of ['now', 'today', 'world']) this.#scope.expect(name)
    const steps = this.#stepsOf(map, this.#planning(actors, '.', [posix.basename(file)]))
    return { title, description, beginning, variables: this.#variables, actors, steps }
  }

  #mapOf(source: Source, file: string): MapSource {
    if (source.kind === 'map') return source
    this.problems.add(
      source.place,
      `expected a scenario (title, description, steps), found ${shown(source)}`,
    )
    return { ...EMPTY, place: { ...EMPTY.place, file } }
  }

  #define(variables: Record<string, Plain>): void {
    for (const [name, value] of Object.entries(variables)) {
      if (Object.hasOwn(this.#variables, name)) continue
      this.#variables[name] = value
      this.#scope.define(name, value)
    }
  }

  /** Variables from outside replace those of the header; there must be such. */
  #override(place: Place): void {
    for (const [name, value] of Object.entries(this.#reading.variables ?? {})) {
      if (!Object.hasOwn(this.#variables, name))
        this.problems.add(
          place,
          `there is no variable '${name}' to set; ${suggestion(name, Object.keys(this.#variables))}`,
        )
      this.#variables[name] = value
      this.#scope.define(name, value)
    }
  }

  #stepsOf(map: MapSource, planning: Planning): PlannedStep[] {
    const steps = entryOf(map, 'steps')
    if (steps) return planSteps(steps.value, planning)
    this.problems.add(map.place, "'steps' is missing: what happens, one after the other")
    return []
  }

  #planning(actors: Script['actors'], folder: string, chain: readonly string[]): Planning {
    const steps = Object.fromEntries(this.#reading.steps.map((step) => [step.name, step]))
    return {
      problems: this.problems,
      scope: this.#scope,
      actors,
      steps,
      include: (source) => this.#include(source, actors, folder, chain),
    }
  }

  /** Plans the steps of another file of the scenario's folder. */
  #include(
    source: Source,
    actors: Script['actors'],
    folder: string,
    chain: readonly string[],
  ): readonly PlannedStep[] {
    if (source.kind !== 'text') return []
    const path = posix.normalize(posix.join(folder, source.text))
    const text = this.#open(source.text, path, source.place, chain)
    if (text === undefined) return []
    const shownAs = posix.join(posix.dirname(this.#reading.file), path)
    const read = readYaml(text, shownAs, this.problems)
    if (!read) return []
    const planning = this.#planning(actors, posix.dirname(path), [...chain, path])
    if (read.kind !== 'map') return planSteps(read, planning)
    for (const { name, place } of read.entries)
      if (!['variables', 'steps'].includes(name))
        this.problems.add(place, `an included file has 'variables' and 'steps', not '${name}'`)
    this.#define(checkVariables(read, this.problems))
    return this.#stepsOf(read, planning)
  }

  #open(written: string, path: string, place: Place, chain: readonly string[]): string | undefined {
    const refuse = (message: string): undefined => {
      this.problems.add(place, message)
      return undefined
    }
    if (posix.isAbsolute(written) || path.startsWith('..') || /[\\:\0]/.test(written))
      return refuse(`expected a file within the scenario's folder, found '${written}'`)
    if (chain.includes(path))
      return refuse(`'${written}' includes itself: ${[...chain, path].join(' -> ')}`)
    this.#files++
    if (this.#files >= SCENARIO_LIMITS.files)
      return refuse(`too many files: at most ${SCENARIO_LIMITS.files}, each use counted`)
    return this.#reading.beside(path) ?? refuse(`there is no file '${written}' to include`)
  }
}

/** Reads and checks a scenario; tells all that is wrong with it at once. */
export function loadScenario(reading: Reading): Loaded {
  const loader = new Loader(reading)
  const script = loader.load()
  return script && !loader.problems.any
    ? { ok: true, script }
    : { ok: false, problems: loader.problems.list() }
}
