import type { RuleContext } from '../context.js'
import type { Fault } from '../fault.js'

/** What must hold of something that a record has once (pds 6.5). */
export interface SingleRules<Value> {
  /** The member of the FHIR resource, which refusals name. */
  readonly field: string
  readonly check: (value: Value, field: string, context: RuleContext) => Fault | undefined
  readonly checkRemoval?: (context: RuleContext) => Fault | undefined
}
