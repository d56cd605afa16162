import { activitiesAt, type Practitioner } from '../../../world/tables/practitioner.js'

/** What a person may do in e-RS at an organisation (ers-fhir 2.1). */
export type BusinessFunction =
  | 'REFERRING_CLINICIAN'
  | 'REFERRING_CLINICIAN_ADMIN'
  | 'REFERRING_ADMIN'
  | 'COMMISSIONER'
  | 'SERVICE_PROVIDER_CLINICIAN_ADMIN'
  | 'SERVICE_PROVIDER_CLINICIAN'
  | 'SERVICE_PROVIDER_ADMIN'
  | 'INFORMATION_ANALYST'
  | 'BOOKING_MANAGER'
  | 'ADDITIONAL_REQUIREMENTS_MANAGER'
  | 'SERVICE_DEFINER'

export const REFERRER_CLINICAL = ['REFERRING_CLINICIAN', 'REFERRING_CLINICIAN_ADMIN'] as const
export const PROVIDER_CLINICAL = [
  'SERVICE_PROVIDER_CLINICIAN',
  'SERVICE_PROVIDER_CLINICIAN_ADMIN',
] as const
export const CLINICAL = [...REFERRER_CLINICAL, ...PROVIDER_CLINICAL] as const

/** Activity to business function, in the order A030 lists them (auth 11.2). */
const OF_ACTIVITY: Readonly<Record<string, BusinessFunction>> = {
  B1107: 'SERVICE_DEFINER',
  B1106: 'COMMISSIONER',
  B1101: 'REFERRING_CLINICIAN',
  B1102: 'REFERRING_CLINICIAN_ADMIN',
  B1103: 'REFERRING_ADMIN',
  B1110: 'SERVICE_PROVIDER_CLINICIAN',
  B1115: 'SERVICE_PROVIDER_CLINICIAN_ADMIN',
  B1120: 'SERVICE_PROVIDER_ADMIN',
}

const GIVEN = Object.entries(OF_ACTIVITY)

/** The activity that gives a function; undefined for one whose activity is not published. */
export const activityOf = (wanted: string): string | undefined =>
  GIVEN.find(([, businessFunction]) => businessFunction === wanted)?.[0]

/** The functions that activities can give, in the order A030 lists them. */
export const GIVEN_FUNCTIONS: readonly BusinessFunction[] = GIVEN.map(
  ([, businessFunction]) => businessFunction,
)

/** The functions a person has at an organisation, over all their role profiles there. */
export function functionsAt(practitioner: Practitioner, odsCode: string): BusinessFunction[] {
  const activities = new Set(activitiesAt(practitioner, odsCode))
  return GIVEN.filter(([activity]) => activities.has(activity)).map(
    ([, businessFunction]) => businessFunction,
  )
}

/** The organisations where a person has a role, in the order of the roles. */
export const organisationsOf = (practitioner: Practitioner): string[] => [
  ...new Set(practitioner.roles.map((role) => role.odsCode)),
]

/** True if the person has the function at any organisation. */
export const hasFunction = (practitioner: Practitioner, wanted: BusinessFunction): boolean =>
  organisationsOf(practitioner).some((odsCode) =>
    functionsAt(practitioner, odsCode).includes(wanted),
  )
