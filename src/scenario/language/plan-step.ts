import type { PlannedStep } from '../script.js'
import type { Step } from '../step.js'
import { checkValue, type Setting } from './check-value.js'
import { isNeeded, metaOf } from './fields.js'
import { suggestion } from './problems.js'
import {
  blankMap,
  entryOf,
  isBlank,
  type MapSource,
  type Place,
  type Plain,
  plain,
  type Source,
  shown,
} from './source.js'

/** What steps are planned with. */
export interface Planning extends Setting {
  readonly steps: Readonly<Record<string, Step>>
  /** Reads an included file, and plans its steps. */
  include(file: Source): readonly PlannedStep[]
}

interface Written {
  readonly name: string
  readonly place: Place
  readonly value: Source
}

/** A step as it was written: its name, and what follows; undefined after noting that it is none. */
function written(source: Source, { problems }: Planning): Written | undefined {
  if (source.kind === 'text')
    return { name: source.text, place: source.place, value: blankMap(source.place) }
  const [only, ...others] = source.kind === 'map' ? source.entries : []
  if (only && others.length === 0) return only
  problems.add(
    others[0]?.place ?? source.place,
    others.length > 0
      ? `expected one step, found '${only?.name}' and '${others[0]?.name}': begin each with '- ', and indent what belongs to it`
      : `expected a step, found ${shown(source)}`,
  )
  return undefined
}

/** The parameters of a step as a map; a bare value is the one that may be written short. */
function parametersOf(step: Step, { place, value }: Written, planning: Planning): MapSource {
  if (value.kind === 'map') return value
  if (isBlank(value)) return blankMap(place)
  if (step.short !== undefined)
    return { kind: 'map', place, entries: [{ name: step.short, place: value.place, value }] }
  planning.problems.add(
    value.place,
    `expected the parameters of '${step.name}' (${Object.keys(step.fields).join(', ')}), found ${shown(value)}`,
  )
  return blankMap(place)
}

function checkParameters(step: Step, place: Place, given: MapSource, planning: Planning): void {
  const { fields } = step
  for (const { name, place: at, value } of given.entries) {
    const field = fields[name]
    if (!field)
      planning.problems.add(
        at,
        `'${step.name}' has no parameter '${name}'; ${suggestion(name, Object.keys(fields))}`,
      )
    else if (!metaOf(field).holdsSteps) checkValue(field, value, planning)
  }
  for (const [name, field] of Object.entries(fields))
    if (isNeeded(field) && !entryOf(given, name))
      planning.problems.add(place, `'${step.name}' needs '${name}': ${metaOf(field).description}`)
  const conflict = step.conflict?.(new Set(given.entries.map(({ name }) => name)))
  if (conflict !== undefined) planning.problems.add(place, `'${step.name}' ${conflict}`)
}

/** What a parameter stands for where it is left out, checked as if it had been written. */
function checkDefaults(step: Step, place: Place, given: MapSource, planning: Planning): void {
  for (const [name, field] of Object.entries(step.fields)) {
    const { refers, byDefault } = metaOf(field)
    if (refers === undefined || byDefault === undefined || entryOf(given, name)) continue
    checkValue(field, { kind: 'text', place, text: byDefault }, planning)
  }
}

function save(step: Step, given: MapSource, { scope }: Planning): void {
  if (!step.saves) return
  const { kind, byDefault, members } = step.saves
  const as = entryOf(given, 'as')?.value
  scope.save(as?.kind === 'text' ? as.text : byDefault, kind, Object.keys(members))
}

/** The steps that a step holds: those of a loop, of an expectation, of an included file. */
function planWithin(step: Step, given: MapSource, planning: Planning): PlannedStep['within'] {
  for (const name of step.namesWithin?.(plain(given) as Readonly<Record<string, Plain>>) ?? [])
    planning.scope.expect(name)
  return Object.fromEntries(
    given.entries.flatMap(({ name, value }) => {
      const field = step.fields[name]
      if (!field) return []
      if (step.includes === name) return [[name, planning.include(value)]]
      return metaOf(field).holdsSteps ? [[name, planSteps(value, planning)]] : []
    }),
  )
}

/** Plans one step; undefined after noting that there is none such. */
function planStep(source: Source, planning: Planning): PlannedStep | undefined {
  const found = written(source, planning)
  if (!found) return undefined
  const step = Object.hasOwn(planning.steps, found.name) ? planning.steps[found.name] : undefined
  if (!step) {
    const known = Object.keys(planning.steps)
    const near = suggestion(found.name, known)
    planning.problems.add(found.place, `there is no step '${found.name.slice(0, 60)}'; ${near}`)
    return undefined
  }
  const given = parametersOf(step, found, planning)
  checkParameters(step, found.place, given, planning)
  checkDefaults(step, found.place, given, planning)
  const within = planWithin(step, given, planning)
  save(step, given, planning)
  return { step, place: found.place, given, within }
}

/** Plans a list of steps, or one step alone, in order: each knows what those before it saved. */
export function planSteps(source: Source, planning: Planning): PlannedStep[] {
  const items = source.kind === 'list' ? source.items : [source]
  if (source.kind === 'list' && items.length === 0)
    planning.problems.add(source.place, 'expected at least one step')
  return items.map((item) => planStep(item, planning)).filter((step) => step !== undefined)
}
