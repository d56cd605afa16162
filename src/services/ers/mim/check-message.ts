import { checkSchema } from '../../../hl7v3/ebooking/schema/index.js'
import type { Remark } from '../../../hl7v3/ebooking/schema/report.js'
import type { Incoming } from '../../../hl7v3/interaction.js'
import { readSetting } from '../../../world/tables/setting.js'
import type { World } from '../../../world/world.js'

/** Setting: whether fixed values that are wrong, though the schema lets them pass, are refused. */
export const STRICT_SETTING = 'ebookingStrict'

const SOURCE = 'ers-hl7v3-mim 12'

/** Notes remarks on a message, the first few of many. */
function note({ find }: Incoming, rule: string, remarks: readonly Remark[]): void {
  for (const { path, message } of remarks.slice(0, 20)) find(rule, `${path}: ${message}`, SOURCE)
}

/**
 * Whether a message is as the schema of its interaction has it; what is not, and fixed values that are
 * not as they should be, are noted (ers-hl7v3-mim 12.1, 12.2).
 */
export function checkMessage(world: World, message: Incoming): boolean {
  const check = checkSchema(message.root)
  if (!check) return false
  note(message, 'ebs.schema', check.faults)
  note(message, 'ebs.fixed-value', check.findings)
  const strict = readSetting<boolean>(world.store, STRICT_SETTING) === true
  return check.faults.length === 0 && !(strict && check.findings.length > 0)
}
