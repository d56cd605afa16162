import { oid, ROOTS } from '../oids.js'

/** What identifiers in eBooking messages are of (ers-hl7v3-mim 11). */
export const EBOOKING_ROOTS = {
  ubrn: oid('1'),
  /** A clinic of the MiM is a service of e-RS. */
  service: oid('2'),
  gpPractice: oid('11'),
  organisation: '1.2.826.0.1285.0.1.10',
  nhsNumber: ROOTS.nhsNumber,
  roleProfile: ROOTS.roleProfile,
  user: ROOTS.user,
} as const
