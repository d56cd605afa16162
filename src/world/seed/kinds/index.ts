import type { AnyKind } from '../kind.js'
import { accreditedSystemKind } from './accredited-systems.js'
import { adviceRequestKind } from './advice-requests.js'
import { applicationKind } from './applications.js'
import { attachmentKind } from './attachments.js'
import { clinicKind } from './clinics.js'
import { loginUserKind } from './login-users.js'
import { messageHandlingSystemKind } from './message-handling-systems.js'
import { organisationKind } from './organisations.js'
import { patientKind } from './patients.js'
import { practitionerKind } from './practitioners.js'
import { referenceDataKinds } from './reference-data.js'
import { referralKind } from './referrals.js'
import { relyingPartyKind } from './relying-parties.js'
import { serviceKind } from './services.js'
import { workgroupKind } from './workgroups.js'

/** What a data set may hold, in the order it is read. A new kind is one file, and one line here. */
export const SEED_KINDS: readonly AnyKind[] = [
  organisationKind,
  practitionerKind,
  accreditedSystemKind,
  messageHandlingSystemKind,
  patientKind,
  loginUserKind,
  applicationKind,
  relyingPartyKind,
  ...referenceDataKinds,
  serviceKind,
  workgroupKind,
  clinicKind,
  attachmentKind,
  referralKind,
  adviceRequestKind,
]
