const UNBOOKED = ['NOT_BOOKED', 'APPT_CANCELLED_BY_PATIENT']
const RETURNED = [...UNBOOKED, 'REJECTED', 'TRIAGE_RESPONSE']

/** States of the referrals that an operation is mostly sent for. */
export const WANTED: Readonly<Record<string, readonly string[]>> = {
  A013: ['BOOKED'],
  A014: ['BOOKED'],
  A016: UNBOOKED,
  A022: ['BOOKED'],
  A028: ['AWAITING_TRIAGE', 'DEFERRED_TO_PROVIDER'],
  A031: RETURNED,
  A032: RETURNED,
  A034: ['BOOKED'],
  A038: ['BOOKED', 'DEFERRED_TO_PROVIDER'],
}

/** How often an operation comes up, where it is not by whether it writes. */
export const SHARES: Readonly<Record<string, number>> = { A011: 4, A016: 12, A036: 2, A044: 3 }
