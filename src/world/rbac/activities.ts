/** Names of business activities of the national role-based access control (auth 11.2, 11.4). */
const ACTIVITIES: Readonly<Record<string, string>> = {
  B0015: 'Receive Legal Override and Emergency View Alerts',
  B0017: 'Receive SAR Refused Alerts',
  B0028: 'Manage Allergies',
  B0030: "Record a Patient's Self Referral",
  B0089: 'Access DSA',
  B0098: 'Perform Extended Person Trace',
  B0145: 'Execute CDS DQ Extracts (Clear)',
  B0380: 'Perform Detailed Health Record',
  B0401: 'View Patient Medication',
  B0820: 'View Patient Demographics',
  B0825: 'Amend Patient Demographics',
  B1101: 'Manage Outbound Referrals',
  B1102: 'Proxy Manage Outbound Referrals',
  B1103: 'Manage Outbound Appointments',
  B1105: 'Perform CAB Appointments Line',
  B1106: 'Maintain Commissioned Services',
  B1107: 'Maintain Service Configurations and Workgroups',
  B1108: 'Maintain Service Selection Guidance',
  B1110: 'Manage Inbound Referrals',
  B1115: 'Proxy Manage Inbound Referrals',
  B1120: 'Manage Inbound Appointments',
  B1560: 'Run PbR Commissioning Extracts',
  B1611: 'Access Sensitive Flagged Records',
  B1680: 'Manage Patient Duplicate Records',
  B8002: 'Manage Shared Non Patient Identifiable Information',
}

/** The name of an activity; its code where the name is not known. */
export const activityName = (code: string): string => ACTIVITIES[code] ?? code
