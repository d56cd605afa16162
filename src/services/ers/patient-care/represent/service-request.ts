import { isoInstant } from '../../../../world/instant.js'
import type { Store } from '../../../../world/store.js'
import { healthcareServices, type Priority } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import {
  byIdentifier,
  coding,
  concept,
  identifier,
  type Json,
} from '../../fhir/represent/elements.js'
import { PRIORITY_NAMES } from '../../fhir/represent/names.js'
import { stateFor } from '../states.js'
import { specialtyConcept } from './healthcare-service.js'
import { codeSystem, extensionUrl, ID, profile } from './systems.js'

/** Where the real patient portal shows a referral; the sandbox has no portal. */
const PORTAL = 'https://refer.nhs.uk/nhslogin?ubrn='

/** FHIR's own priorities for those of e-RS (ers-fhir 12). */
const PRIORITIES: Readonly<Record<Priority, string>> = {
  ROUTINE: 'routine',
  URGENT: 'urgent',
  TWO_WEEK_WAIT: 'asap',
}

const extensions = (referral: Referral): Json[] => [
  { url: extensionUrl('Portal-Link'), valueUrl: PORTAL + referral.ubrn },
  {
    url: extensionUrl('eRS-ServiceRequest-State'),
    extension: [
      {
        url: 'state',
        valueCoding: coding(codeSystem('eRS-ReferralState'), stateFor(referral) ?? ''),
      },
    ],
  },
  {
    url: extensionUrl('ServiceRequest-Priority'),
    valueCoding: coding(
      codeSystem('eRS-Priority'),
      referral.priority,
      PRIORITY_NAMES[referral.priority],
    ),
  },
]

const roleId = ({ referringOrganisation, referringClinician }: Referral): string =>
  `PractitionerRole-${referringOrganisation}-${referringClinician}`

/** The clinician who referred, at their organisation. */
const requester = (referral: Referral): Json => ({
  resourceType: 'PractitionerRole',
  id: roleId(referral),
  meta: { profile: [profile('PractitionerRole-Minimal')] },
  practitioner: byIdentifier(ID.sdsUser, referral.referringClinician),
  organization: byIdentifier(ID.ods, referral.referringOrganisation),
})

/** The specialty of the current service; before there is one, what was searched or shortlisted. */
function specialtyOf(
  store: Store,
  { currentService, criteria, shortlist }: Referral,
): string | undefined {
  const service = currentService ?? (criteria.specialty === undefined ? shortlist[0] : undefined)
  return service === undefined
    ? criteria.specialty
    : healthcareServices.find(store, service)?.specialty
}

/** A referral as its patient sees it (ers-fhir 12, A001). */
export function representServiceRequest(store: Store, referral: Referral): Json {
  const specialty = specialtyOf(store, referral)
  return {
    resourceType: 'ServiceRequest',
    id: referral.requestId,
    meta: {
      versionId: String(referral.version),
      profile: [profile('ServiceRequest-PatientCare')],
    },
    extension: extensions(referral),
    contained: [requester(referral)],
    identifier: [identifier(ID.ubrn, referral.ubrn)],
    status: 'active',
    intent: 'order',
    category: [concept('http://snomed.info/sct', '3457005')],
    priority: PRIORITIES[referral.priority],
    subject: byIdentifier(ID.nhsNumber, referral.nhsNumber),
    authoredOn: isoInstant(referral.created),
    requester: { reference: `#${roleId(referral)}` },
    ...(specialty === undefined ? {} : { performerType: specialtyConcept(store, specialty) }),
  }
}
