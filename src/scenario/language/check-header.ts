import { z } from 'zod'
import type { Actor } from '../actor.js'
import { STANDARD_CAST } from '../cast.js'
import type { Beginning } from '../script.js'
import { BUSINESS_FUNCTIONS } from './business-functions.js'
import { checkValue } from './check-value.js'
import {
  choice,
  type Field,
  isNeeded,
  metaOf,
  moment,
  name,
  optional,
  pattern,
  text,
  whole,
} from './fields.js'
import { type Problems, suggestion } from './problems.js'
import { Scope } from './scope.js'
import { entryOf, type MapSource, type Plain, plain, type Source, shown } from './source.js'

/** What stands above the steps. */
export const HEADER = {
  title: text('the name of the story', 120),
  description: text('for the trainer: what the story shows, and what to watch'),
  seed: optional(whole('number that identifiers and people are made from', 0, 2 ** 31)),
  start: optional(moment("where the world's clock starts")),
  clock: optional(choice('whether the clock stands still or runs', ['FROZEN', 'RUNNING'])),
} as const

/** A member of staff, as `actors` describes one. */
export const PROFESSIONAL = {
  name: text('what sentences call them', 80),
  user: pattern('user name of a test user', 'the user name of a test user', /^\S{1,80}$/),
  at: pattern('ODS code of the organisation', 'an ODS code', /^[A-Za-z0-9]{2,12}$/),
  as: choice('what they do in e-RS', BUSINESS_FUNCTIONS),
  'on behalf of': optional(pattern('whom they act for', 'an SDS user id', /^\d{12}$/)),
} as const

/** A patient, as `actors` describes one. */
export const PATIENT = {
  name: text('what sentences call them', 80),
  'nhs number': pattern('their NHS number', 'an NHS number of 10 digits', /^\d{10}$/),
  user: optional(
    pattern('user name at NHS login; the NHS number if absent', 'a user name', /^\S{1,80}$/),
  ),
} as const

type Fields = Readonly<Record<string, Field>>

/**
 * Checks a group of names and values against its fields: unknown names, missing ones, wrong values.
 * Answers what is there and right.
 */
export function checkFields(
  map: MapSource,
  fields: Fields,
  problems: Problems,
  others: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const known = [...Object.keys(fields), ...others]
  const setting = { problems, scope: new Scope(), actors: {} }
  for (const { name: given, place, value } of map.entries) {
    const field = fields[given]
    if (field) checkValue(field, value, setting)
    else if (!others.includes(given))
      problems.add(place, `'${given}' is not known here; ${suggestion(given, known)}`)
  }
  for (const [wanted, field] of Object.entries(fields))
    if (isNeeded(field) && !entryOf(map, wanted))
      problems.add(map.place, `'${wanted}' is missing: ${metaOf(field).description}`)
  const given = Object.fromEntries(
    Object.keys(fields).flatMap((one) => {
      const entry = entryOf(map, one)
      return entry ? [[one, plain(entry.value)]] : []
    }),
  )
  const read = z.object(fields).safeParse(given)
  return read.success ? read.data : {}
}

type Read<F extends Fields> = { readonly [Name in keyof F]?: z.infer<F[Name]> }

/** Title, description and beginning. */
export function checkHeader(
  map: MapSource,
  problems: Problems,
): { title: string; description: string; beginning: Beginning } {
  const read = checkFields(map, HEADER, problems, ['variables', 'actors', 'steps']) as Read<
    typeof HEADER
  >
  return {
    title: read.title ?? '',
    description: read.description ?? '',
    beginning: {
      ...(read.start === undefined ? {} : { start: read.start }),
      ...(read.clock === undefined ? {} : { frozen: read.clock === 'FROZEN' }),
      ...(read.seed === undefined ? {} : { seedNumber: read.seed }),
    },
  }
}

function actorOf(source: MapSource, problems: Problems): Actor {
  if (entryOf(source, 'nhs number')) {
    const read = checkFields(source, PATIENT, problems) as Read<typeof PATIENT>
    const nhsNumber = read['nhs number'] ?? ''
    return { kind: 'patient', name: read.name ?? '', nhsNumber, user: read.user ?? nhsNumber }
  }
  const read = checkFields(source, PROFESSIONAL, problems) as Read<typeof PROFESSIONAL>
  return {
    kind: 'professional',
    name: read.name ?? '',
    user: read.user ?? '',
    organisation: read.at ?? '',
    businessFunction: read.as ?? '',
    onBehalfOf: read['on behalf of'],
  }
}

/** The entries of a group in the header; nothing if it is absent or no group. */
function group(map: MapSource, of: string, problems: Problems): MapSource['entries'] {
  const value: Source | undefined = entryOf(map, of)?.value
  if (!value) return []
  if (value.kind === 'map') return value.entries
  problems.add(value.place, `expected names and what they stand for, found ${shown(value)}`)
  return []
}

const NAME = name('a name')

function checkName(given: MapSource['entries'][number], problems: Problems): void {
  if (!NAME.safeParse(given.name).success)
    problems.add(given.place, `expected ${metaOf(NAME).form}, found '${given.name}'`)
}

/** The cast: the standard one, and whom the header adds to it. */
export function checkActors(map: MapSource, problems: Problems): Record<string, Actor> {
  const actors: Record<string, Actor> = { ...STANDARD_CAST }
  for (const entry of group(map, 'actors', problems)) {
    checkName(entry, problems)
    if (entry.value.kind === 'map') actors[entry.name] = actorOf(entry.value, problems)
    else
      problems.add(
        entry.value.place,
        `expected who '${entry.name}' is (name, user, at, as; or name and nhs number), found ${shown(entry.value)}`,
      )
  }
  return actors
}

/** Variables of the header. */
export function checkVariables(map: MapSource, problems: Problems): Record<string, Plain> {
  const variables: Record<string, Plain> = {}
  for (const entry of group(map, 'variables', problems)) {
    checkName(entry, problems)
    variables[entry.name] = plain(entry.value)
  }
  return variables
}
