import type { Interaction } from '../../../../hl7v3/interaction.js'
import { advancedTrace } from './advanced-trace.js'
import { allocateNhsNumber } from './allocate-nhs-number.js'
import { batchTrace } from './batch-trace.js'
import { confirmNhsNumber } from './confirm-nhs-number.js'
import { crossCheckTrace } from './cross-check-trace.js'
import { generalUpdate } from './general-update.js'
import { nhaisUpdate } from './nhais-update.js'
import { registerBirth } from './register-birth.js'
import { retrieval } from './retrieval.js'
import { simpleTrace } from './simple-trace.js'

/** Every interaction of PDS, in every release (pds 12.2). */
export const PDS_INTERACTIONS: readonly Interaction[] = [
  ...simpleTrace,
  ...advancedTrace,
  ...retrieval,
  ...confirmNhsNumber,
  ...crossCheckTrace,
  ...batchTrace,
  ...allocateNhsNumber,
  ...generalUpdate,
  ...nhaisUpdate,
  ...registerBirth,
]
