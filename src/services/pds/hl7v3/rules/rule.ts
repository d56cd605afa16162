import { ROOTS } from '../../../../hl7v3/oids.js'
import { readIi } from '../../../../hl7v3/types/ii.js'
import { readInterval } from '../../../../hl7v3/types/interval.js'
import { isTs } from '../../../../hl7v3/types/time.js'
import { updateModeOf } from '../../../../hl7v3/types/update-mode.js'
import type { XmlElement } from '../../../../hl7v3/xml/element.js'
import { childOf, childrenOf } from '../../../../hl7v3/xml/element.js'
import type { Failure } from '../outcomes.js'
import type { DetailCode } from '../response-codes.js'

/** What must hold of a part of an update, under the Spine's own name (pds 13.4). */
export interface Rule<Subject> {
  readonly name: string
  /** Whether what is wrong is that something is missing. */
  readonly missing?: true
  readonly holds: (subject: Subject) => boolean
}

/** A broken rule as the answer tells it. */
export const brokenRule = (name: string, missing = false, code?: DetailCode): Failure => ({
  response: '15',
  detail: code ?? (missing ? 'GE007' : 'GE002'),
  text: name,
})

/** The first broken rule over subjects in their order. */
export function check<Subject>(
  subjects: readonly Subject[],
  rules: readonly Rule<Subject>[],
): Failure | undefined {
  for (const subject of subjects)
    for (const { name, missing, holds } of rules)
      if (!holds(subject)) return brokenRule(name, missing)
  return undefined
}

export const isRemoved = (item: XmlElement): boolean => updateModeOf(item) === 'removed'
const isAdded = (item: XmlElement): boolean => updateModeOf(item) === 'added'

/** The PDS object identifier of an item. */
export const objectIdOf = (item: XmlElement): string | undefined =>
  childrenOf(item, 'id')
    .map(readIi)
    .find((id) => id?.root === ROOTS.pdsObject)
    ?.extension?.trim() || undefined

/** Every item says what is done with it. */
export const HAS_MODE: Rule<XmlElement> = {
  name: 'UPDATE_MODE_MISSING',
  missing: true,
  holds: (item) => updateModeOf(item) !== undefined,
}

/** What is changed or removed is named by its identifier. */
export const HAS_ID: Rule<XmlElement> = {
  name: 'UID_MUST_BE_PROVIDED',
  missing: true,
  holds: (item) => isAdded(item) || objectIdOf(item) !== undefined,
}

/** At most one period, which ends after it began. */
export const periodRules = (element: string): readonly Rule<XmlElement>[] => [
  {
    name: 'MORE_THAN_ONE_USABLE_PERIOD',
    holds: (item) => childrenOf(item, element).length <= 1,
  },
  {
    name: 'ILLEGAL_DATE_FORMAT',
    holds: (item) => {
      const { low, high } = readInterval(childOf(item, element)) ?? {}
      return [low, high].every((time) => time === undefined || (isTs(time) && time.length >= 8))
    },
  },
  {
    name: 'HIGH_TIME_NOT_GREATER_THAN_LOW_TIME',
    holds: (item) => {
      const { low, high } = readInterval(childOf(item, element)) ?? {}
      return low === undefined || high === undefined || high.slice(0, 8) >= low.slice(0, 8)
    },
  },
]
