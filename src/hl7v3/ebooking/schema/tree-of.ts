import { FAMILIES, type FamilyName } from '../families.js'
import type { SchemaNode } from './node.js'
import { APPOINTMENT_PAYLOADS } from './trees/appointments.js'
import { REFERRAL_PAYLOADS } from './trees/referrals.js'
import { message } from './trees/wrappers.js'

const PAYLOADS: Readonly<Record<Exclude<FamilyName, 'acknowledgement'>, SchemaNode>> = {
  ...APPOINTMENT_PAYLOADS,
  ...REFERRAL_PAYLOADS,
}

/** The tree of a message of a family, whatever its release. */
export const treeOf = (family: FamilyName, interactionId: string): SchemaNode =>
  message(
    interactionId,
    FAMILIES[family].wrapper,
    family === 'acknowledgement' ? undefined : PAYLOADS[family],
  )
