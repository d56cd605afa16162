import type { Actor } from '../actor.js'
import { type Field, metaOf } from './fields.js'
import { nearest, type Problems, suggestion } from './problems.js'
import type { Scope } from './scope.js'
import { plain, type Source, shown, type TextSource } from './source.js'
import { hasReference, referencesIn } from './variables.js'

/** What a value is checked against. */
export interface Setting {
  readonly problems: Problems
  readonly scope: Scope
  readonly actors: Readonly<Record<string, Actor>>
}

const UBRN = /^\d{12}$/
const NHS_NUMBER = /^\d{10}$/

function checkReferences(source: Source, setting: Setting): void {
  if (source.kind === 'list') for (const item of source.items) checkReferences(item, setting)
  else if (source.kind === 'map')
    for (const { value } of source.entries) checkReferences(value, setting)
  else
    for (const path of referencesIn(source.text)) {
      const complaint = setting.scope.complaint(path)
      if (complaint !== undefined) setting.problems.add(source.place, complaint)
    }
}

const actorsOf = ({ actors }: Setting, kind: Actor['kind']): string[] =>
  Object.keys(actors).filter((name) => actors[name]?.kind === kind)

/** Who or what a name may stand for; undefined if it needs no look. */
function known(
  refers: NonNullable<ReturnType<typeof metaOf>['refers']>,
  name: string,
  setting: Setting,
): readonly string[] | undefined {
  if (refers === 'professional') return actorsOf(setting, 'professional')
  if (refers === 'patient') return NHS_NUMBER.test(name) ? undefined : actorsOf(setting, 'patient')
  if ((refers === 'referral' || refers === 'advice') && UBRN.test(name)) return undefined
  return setting.scope.named(refers)
}

/** Checks what a name of somebody or something leads to. */
function checkName(field: Field, { text, place }: TextSource, setting: Setting): void {
  const { refers, form } = metaOf(field)
  const names = refers && known(refers, text, setting)
  if (!names || names.includes(text)) return
  const none = names.length === 0 ? 'nothing of the kind was saved before this step' : ''
  setting.problems.add(
    place,
    `expected ${form}, found '${text}'; ${none || suggestion(text, names)}`,
  )
}

function checkForm(field: Field, source: Source, problems: Problems): void {
  const read = field.safeParse(plain(source))
  if (read.success) return
  const { form, words = [] } = metaOf(field)
  const near = source.kind === 'text' ? nearest(source.text, words) : undefined
  const hint = near === undefined ? '' : `; did you mean '${near}'?`
  problems.add(source.place, `expected ${form}, found ${shown(source)}${hint}`)
}

/** Checks one parameter: its form, where it is known before the play, and what it refers to. */
export function checkValue(field: Field, source: Source, setting: Setting): void {
  checkReferences(source, setting)
  if (hasReference(plain(source))) return
  checkForm(field, source, setting.problems)
  if (source.kind === 'text') checkName(field, source, setting)
}
