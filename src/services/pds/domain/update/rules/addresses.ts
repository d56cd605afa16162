import { given } from '../../../../../world/given.js'
import type { PatientAddress } from '../../../../../world/tables/patient.js'
import { foldPostcode } from '../../../../../world/tables/patient-keys.js'
import type { Content } from '../changes.js'
import { broken, type Fault, invalid, missing, tooMany, unsupported } from '../fault.js'
import { firstFault, type ListRules } from './list-rules.js'
import { checkPeriod } from './period.js'

type Address = Content<PatientAddress>

const MOST_LINES = 5
const LONGEST_LINE = 35
/** No fixed abode. */
const PSEUDO_POSTCODE = /^ZZ99/

/** What kind a temporary address can be (pds 10.2). */
const KINDS: readonly string[] = [
  'Second Home',
  'Student Accommodation',
  'Respite Care Address',
  'Temporary Residence Address',
  'Convalescence Home',
  'Mobile Home',
  'Holiday Home',
]

/** Uses whose addresses end. */
const PASSING: readonly PatientAddress['use'][] = ['temp', 'billing']

const sameLines = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, at) => line === b[at])

/** Lines 1 and 4 or 2 and 4, unless the postcode says where it is. */
function checkLines(address: Address, at: string, held?: PatientAddress): Fault | undefined {
  const { line, postcode, paf } = address
  if (held && sameLines(line, held.line)) return undefined
  if (line.length > MOST_LINES) return tooMany('TOO_MANY_LINES', line, `${at}/line`)
  const long = line.find((text) => text.length > LONGEST_LINE)
  if (long !== undefined) return invalid('LINE_TOO_LONG', long, `${at}/line`)
  if (postcode && (paf || PSEUDO_POSTCODE.test(foldPostcode(postcode)))) return undefined
  return (line[0] || line[1]) && line[3]
    ? undefined
    : broken('LINES_MISSING', 'address lines 1 and 4 or 2 and 4 must be completed as a minimum')
}

function checkPassing({ use, period, text }: Address, at: string): Fault | undefined {
  if (!PASSING.includes(use))
    return text === undefined ? undefined : invalid('TEXT_WITHOUT_TEMPORARY', text, `${at}/text`)
  if (period?.end === undefined) return missing('PERIOD_END_MISSING', `${at}/period/end`)
  if (use !== 'temp')
    return text === undefined ? undefined : invalid('TEXT_WITHOUT_TEMPORARY', text, `${at}/text`)
  if (text === undefined) return missing('TEXT_MISSING', `${at}/text`)
  return KINDS.includes(text) ? undefined : invalid('TEXT_UNKNOWN', text, `${at}/text`)
}

function checkKeys({ paf, uprn }: Address, at: string): Fault | undefined {
  if (paf !== undefined && !/^\d{8}$/.test(paf)) return invalid('PAF', paf, `${at}/extension`)
  return uprn === undefined || /^\d{1,12}$/.test(uprn)
    ? undefined
    : invalid('UPRN', uprn, `${at}/extension`)
}

/** What must hold of addresses (pds 6.5): one of each use; `work` is of old records only. */
export const addressRules: ListRules<PatientAddress> = {
  field: 'address',
  tidy: ({ use, period, text, line, postcode, paf, uprn }) => {
    const lines = line.map((one) => one.trim())
    const last = lines.findLastIndex(Boolean)
    return given({
      use,
      period,
      text,
      line: lines.slice(0, last + 1),
      postcode: postcode?.trim() || undefined,
      paf,
      uprn,
    }) as Address
  },
  check: (address, at, context, held) =>
    firstFault([
      () => (address.use === 'work' ? unsupported('WORK_ADDRESS', 'work', `${at}/use`) : undefined),
      () => checkLines(address, at, held),
      () => checkKeys(address, at),
      () => checkPassing(address, at),
      () => checkPeriod(address, at, context, held),
    ]),
  checkBeside: ({ use }, others) =>
    others.some((other) => other.use === use)
      ? broken('SECOND_ADDRESS', `multiple ${use} addresses cannot be added`)
      : undefined,
}
