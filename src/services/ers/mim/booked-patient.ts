import type { RegisteredGp } from '../../../hl7v3/ebooking/parts/registered-gp.js'
import type { BookedPatient } from '../../../hl7v3/ebooking/payloads/request-appointment.js'
import type { SexCode } from '../../../hl7v3/ebooking/vocabularies/small.js'
import type { Telecom } from '../../../hl7v3/types/telecom.js'
import { tsOfDate } from '../../../hl7v3/types/time.js'
import { organisations } from '../../../world/tables/organisation.js'
import type { Practitioner } from '../../../world/tables/practitioner.js'
import { practitionersAt } from '../../../world/tables/practitioner-places.js'
import type { World } from '../../../world/world.js'
import type { PatientSummary } from '../domain/patient.js'

const SEXES: Readonly<Record<PatientSummary['gender'], SexCode>> = {
  male: '1',
  female: '2',
  other: '9',
  unknown: '0',
}

/** Job role of a general practitioner in the directory. */
const GENERAL_PRACTITIONER = 'R0260'

/** Codes of HumanLanguage: ISO 639 and the additions of the NHS (ers-hl7v3-mim 10.5). */
const LANGUAGE = /^(?:[a-z]{2}|q[1-5])$/i

type PatientTelecom = PatientSummary['telecoms'][number]

const SCHEMES: Readonly<Partial<Record<PatientTelecom['system'], string>>> = {
  phone: 'tel',
  fax: 'fax',
  email: 'mailto',
}

const USES: Readonly<Record<NonNullable<PatientTelecom['use']>, string>> = {
  home: 'HP',
  work: 'WP',
  temp: 'HV',
  mobile: 'MC',
}

/** Lines of an address: five, empty ones kept (ers-hl7v3-mim 6). */
const fiveLines = (lines: readonly string[]): string[] =>
  Array.from({ length: Math.max(5, lines.length) }, (_, at) => lines[at] ?? '')

/** A number or address with its scheme; numbers without the spaces that people write. */
function telecomOf({ system, use, value }: PatientTelecom): Telecom[] {
  const scheme = SCHEMES[system]
  return scheme === undefined
    ? []
    : [{ ...(use && { use: USES[use] }), value: `${scheme}:${value.replace(/\s/g, '')}` }]
}

/** Who the patient is; nothing where a part that must be there is not known, or the record is sensitive. */
function personOf(patient: PatientSummary): BookedPatient['person'] {
  const { name, birthDate, address, postcode, telecoms, language } = patient
  if (!name || !birthDate || !address || patient.restricted) return undefined
  return {
    names: [{ use: 'L', prefix: name.prefix, given: name.given, family: [name.family] }],
    telecoms: telecoms.flatMap(telecomOf),
    sex: SEXES[patient.gender],
    birthTime: tsOfDate(birthDate),
    addresses: [
      {
        use: 'H',
        lines: fiveLines(address),
        ...(postcode !== undefined && { postalCode: postcode }),
      },
    ],
    ...(language !== undefined &&
      LANGUAGE.test(language) && { language: { code: language, preferred: true } }),
  }
}

const isGpAt =
  (odsCode: string) =>
  ({ active, roles }: Practitioner): boolean =>
    active &&
    roles.some((role) => role.odsCode === odsCode && role.jobRole === GENERAL_PRACTITIONER)

/**
 * The practice with a GP of it: the one who refers, else the first that the directory lists there. PDS knows
 * no more than the practice, so that a practice without a GP or a telephone is left out.
 */
function registeredGpOf(
  world: World,
  practiceCode: string,
  referrer: string,
): RegisteredGp | undefined {
  const practice = organisations.find(world.store, practiceCode)
  const all = practitionersAt(world.store, practiceCode).filter(isGpAt(practiceCode))
  const gp = all.find(({ userId }) => userId === referrer) ?? all[0]
  if (!practice?.phone || !gp) return undefined
  const { name, phone, address, postcode } = practice
  return {
    practiceCode,
    gp: { use: 'L', prefix: gp.title ? [gp.title] : [], given: [gp.given], family: [gp.family] },
    practice: {
      odsCode: practiceCode,
      name,
      telecoms: [{ use: 'WP', value: `tel:${phone.replace(/\s/g, '')}` }],
      address: { use: 'WP', lines: fiveLines(address), postalCode: postcode },
    },
  }
}

/** The patient of a booking as its message names them (ers-hl7v3-mim 7.3); `referrer` is the referring clinician. */
export function bookedPatientOf(
  world: World,
  nhsNumber: string,
  patient: PatientSummary | undefined,
  referrer: string,
): BookedPatient {
  const person = patient && personOf(patient)
  const registeredGp =
    person && patient.practice !== undefined
      ? registeredGpOf(world, patient.practice, referrer)
      : undefined
  return { nhsNumber, ...(person && { person }), ...(registeredGp && { registeredGp }) }
}
