interface JobRole {
  /** Staff group and sub-group, by code and name. */
  readonly group: readonly [code: string, name: string]
  readonly subGroup: readonly [code: string, name: string]
  readonly name: string
}

const CLINICAL_PROVISION = {
  group: ['S8000', 'Clinical'],
  subGroup: ['G8000', 'Clinical Provision'],
} as const
const SUPPORT = { group: ['S8001', 'Support'], subGroup: ['G8002', 'Support'] } as const
const MANAGEMENT = {
  group: ['S0080', 'Admin & Clerical'],
  subGroup: ['G0450', 'Management - A & C'],
} as const

const MEDICAL = { group: ['S0010', 'M&D'], subGroup: ['G0020', 'Medical - M&D'] } as const
const PRIVACY = { group: ['S8002', 'Privacy'], subGroup: ['G8003', 'Privacy'] } as const

/** Job roles of the national role-based access control that occur in test data (auth 11.1, sds 4.2). */
const JOB_ROLES: Readonly<Record<string, JobRole>> = {
  R0001: { ...PRIVACY, name: 'Privacy Officer' },
  R0050: { ...MEDICAL, name: 'Consultant' },
  R0260: { ...MEDICAL, name: 'General Medical Practitioner' },
  R0270: { ...MEDICAL, name: 'Salaried General Practitioner' },
  R1780: { ...MANAGEMENT, name: 'Manager' },
  R5080: { ...MANAGEMENT, name: 'Registration Authority Manager' },
  R5105: { ...MANAGEMENT, name: 'Caldicott Guardian' },
  R5110: { ...MANAGEMENT, name: 'Demographic Administrator' },
  R8000: { ...CLINICAL_PROVISION, name: 'Clinical Practitioner Access Role' },
  R8001: { ...CLINICAL_PROVISION, name: 'Nurse Access Role' },
  R8003: { ...CLINICAL_PROVISION, name: 'Health Professional Access Role' },
  R8004: { ...CLINICAL_PROVISION, name: 'Healthcare Student Access Role' },
  R8006: { ...SUPPORT, name: 'Medical Secretary Access Role' },
  R8008: { ...SUPPORT, name: 'Admin/Clinical Support Access Role' },
  R8009: { ...SUPPORT, name: 'Receptionist Access Role' },
  R8010: { ...SUPPORT, name: 'Clerical Access Role' },
  R8012: { ...SUPPORT, name: 'Information Officer Access Role' },
  R8015: { ...SUPPORT, name: 'Systems Support Access Role' },
}

const UNKNOWN: Omit<JobRole, 'name'> = CLINICAL_PROVISION

const find = (code: string): JobRole => JOB_ROLES[code] ?? { ...UNKNOWN, name: code }

export const jobRoleName = (code: string): string => find(code).name

/** Names of staff group, sub-group and job role, each quoted, joined by colons (auth 5.6). */
export function roleName(code: string): string {
  const { group, subGroup, name } = find(code)
  return [group[1], subGroup[1], name].map((one) => `"${one}"`).join(':')
}

/** The codes that match `roleName`, such as `S8000:G8000:R8000`. */
export function roleCode(code: string): string {
  const { group, subGroup } = find(code)
  return [group[0], subGroup[0], code].join(':')
}
