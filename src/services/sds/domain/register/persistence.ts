/** Services whose interactions all live equally long, by life; of the others single ones (tms 8). */
const BY_SERVICE: Readonly<Record<string, string>> = {
  alerts: 'PT5M',
  dis: 'PT1H',
  ebsepr: 'PT3H',
  ed: 'PT1H',
  healthspace: 'PT1H',
  itk: 'PT9M',
  lrs: 'PT5M',
  mm: 'PT5M',
  op: 'PT1H',
  pds: 'PT5M',
  psis: 'PT5M',
  sds: 'PT5M',
  tms: 'PT1H',
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const EBS: Readonly<Record<string, ReadonlySet<string>>> = {
  PT1M: words(`
    MCCI_IN010000UK01 PRPA_IN010000UK02 PRPA_IN020000UK02 PRSC_IN040000UK03 PRSC_IN050000UK02
    PRSC_IN060000UK02 PRSC_IN070000UK03 PRSC_IN100000UK02 PRSC_IN130000UK02 PRSC_IN140000UK02
    PRSC_IN150000UK02`),
  PT2M: words('PRSC_IN110000UK03'),
  PT4M: words(`
    MCCI_IN010000UK13 PRPA_IN010000UK07 PRPA_IN020000UK06 PRSC_IN040000UK08 PRSC_IN050000UK06
    PRSC_IN060000UK06 PRSC_IN070000UK08 PRSC_IN140000UK06 PRSC_IN150000UK06`),
  PT6H: words('PRPA_IN030000UK03 PRSC_IN080000UK03 PRSC_IN090000UK03'),
}

/** Interactions that live longer or shorter than the others of their services. */
const EXCEPTIONS: readonly (readonly [services: RegExp, actions: RegExp, life: string])[] = [
  [/^(adm|am|dir|mh|nd|ooh)$/, /^MCCI_/, 'PT1H'],
  [/^caf$/, /^COMT_|GB01$/, 'PT61S'],
  [/^gpes$/, /^MCCI_/, 'PT16M'],
  [/^gpes$/, /^COMT_IN00000[136]GB01$/, 'PT29H'],
  [/^gpes$/, /^COMT_IN00000[245]GB01$/, 'PT391M'],
  [/^lrs$/, /^REPC_IN0[2356]0000UK01$/, 'PT4M'],
  [/^mm$/, /^PORX_IN070101UK/, 'PT1H30M'],
  [/^pds$/, /^(PRPA_IN1[45]0000UK01|QUPA_IN030000UK02|QUQI_IN010000UK01)$/, 'PT1M'],
  [/^pds$/, /^QUPA_IN070000UK02$/, 'PT21S'],
  [/^psis$/, /^POCD_/, 'PT1H'],
]

/** What nothing is published about lives as long as most of what is forwarded. */
const USUAL = 'PT10M'

const ofEbs = (action: string): string =>
  Object.keys(EBS).find((life) => EBS[life]?.has(action)) ?? USUAL

/** How long the Spine keeps trying to deliver an interaction. */
export function persistDurationOf(domain: string, action: string): string {
  if (domain === 'ebs') return ofEbs(action)
  const exception = EXCEPTIONS.find(
    ([services, actions]) => services.test(domain) && actions.test(action),
  )
  const known = Object.hasOwn(BY_SERVICE, domain) ? BY_SERVICE[domain] : undefined
  return exception?.[2] ?? known ?? USUAL
}

/** A third of the life, where that is not from three to ten minutes. */
const INTERVALS: Readonly<Record<string, string>> = {
  PT21S: 'PT7S',
  PT1M: 'PT20S',
  PT61S: 'PT20S',
  PT2M: 'PT40S',
  PT16M: 'PT5M20S',
  PT1H: 'PT20M',
  PT1H30M: 'PT30M',
  PT3H: 'PT1H',
  PT6H: 'PT2H',
  PT391M: 'PT2H10M20S',
  PT29H: 'PT9H40M',
}

/** How long the Spine waits between attempts. */
export const retryIntervalOf = (persistDuration: string): string =>
  INTERVALS[persistDuration] ?? 'PT1M'
