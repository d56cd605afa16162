import type { Item } from '../../../../../world/tables/patient.js'
import type { Content } from '../changes.js'
import type { RuleContext } from '../context.js'
import type { Fault } from '../fault.js'

/** What must hold of the items of one list (pds 6.5). */
export interface ListRules<Kind extends Item> {
  /** The member of the FHIR resource, which refusals name. */
  readonly field: string
  /** The content as PDS keeps it. */
  readonly tidy: (item: Content<Kind>, context: RuleContext) => Content<Kind>
  /** What an item must be, whether it is added or changed. `held` is the one it changes. */
  readonly check: (
    item: Content<Kind>,
    at: string,
    context: RuleContext,
    held?: Kind,
  ) => Fault | undefined
  /** Whether an item may go. */
  readonly checkRemoval?: (held: Kind, context: RuleContext) => Fault | undefined
  /** What must hold between a new or changed item and the others of the list afterwards. */
  readonly checkBeside: (item: Kind, others: readonly Kind[], added: boolean) => Fault | undefined
}

/** The first fault of a list of checks. */
export function firstFault(checks: readonly (() => Fault | undefined)[]): Fault | undefined {
  for (const check of checks) {
    const fault = check()
    if (fault) return fault
  }
  return undefined
}
