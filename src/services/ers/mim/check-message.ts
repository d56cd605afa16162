import { checkSchema } from '../../../hl7v3/ebooking/schema/index.js'
import type { Remark } from '../../../hl7v3/ebooking/schema/report.js'
import type { Incoming } from '../../../hl7v3/interaction.js'
import { isStrict } from '../../../world/strict.js'
import type { World } from '../../../world/world.js'
import { EBS_SOURCE } from './advice-rules.js'

const FIXED_VALUE = 'ebs.fixed-value'

/** Notes remarks on a message, the first few of many. */
function note({ find }: Incoming, rule: string, remarks: readonly Remark[]): void {
  for (const { path, message } of remarks.slice(0, 20))
    find(rule, `${path}: ${message}`, `${EBS_SOURCE} 12`)
}

/**
 * Whether a message is as the schema of its interaction has it; what is not, and fixed values that are
 * not as they should be, are noted (ers-hl7v3-mim 12.1, 12.2).
 */
export function checkMessage(world: World, message: Incoming): boolean {
  const check = checkSchema(message.root)
  if (!check) return false
  note(message, 'ebs.schema', check.faults)
  note(message, FIXED_VALUE, check.findings)
  if (check.faults.length > 0) return false
  return check.findings.length === 0 || !isStrict(world, FIXED_VALUE)
}
