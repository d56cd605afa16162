import { z } from 'zod'
import { type Concept, concepts, type ReferenceDataSet } from '../../tables/concept.js'
import { type AnyKind, anyKind, referenceTo } from '../kind.js'
import { code, count, dateOrInstant, maybe, words } from '../values.js'

/** A code as a file has it: the set is the file, the position is the place in it. */
type ConceptRow = Omit<Concept, 'set' | 'position'>

const common = {
  code,
  display: words,
  effectiveFrom: maybe(dateOrInstant),
  effectiveTo: maybe(dateOrInstant),
}

const referenceData = (
  name: string,
  set: ReferenceDataSet,
  properties: Readonly<Record<string, z.ZodType>> = {},
): AnyKind =>
  anyKind<ConceptRow>({
    file: `reference-data/${name}.json`,
    name: 'code',
    schema: z.strictObject({ ...common, ...properties }) as z.ZodType<ConceptRow>,
    key: (row) => [row.specialty, row.code].filter(Boolean).join('/'),
    references: (row) =>
      referenceTo('reference-data/specialties.json', ['specialty'], row.specialty),
    save: (store, rows) => {
      for (const [position, row] of rows.entries()) concepts.save(store, { set, position, ...row })
    },
  })

/** The sets of reference data that A004 serves (ers-fhir 9), a file each. */
export const referenceDataKinds: readonly AnyKind[] = [
  referenceData('specialties', 'SPECIALTY'),
  referenceData('clinic-types', 'CLINIC-TYPE', { specialty: code }),
  referenceData('priorities', 'PRIORITY', {
    deferToProviderContactDays: count,
    triageContactDays: count,
  }),
  referenceData('appointment-cancellation-reasons', 'APPOINTMENT-CANCELLATION-REASON', {
    type: code,
    willCancelWholeRequest: z.boolean(),
    commentIsMandatory: z.boolean(),
    businessFunctions: maybe(z.array(code)),
    usage: maybe(z.enum(['REJECT', 'CANCEL'])),
  }),
  referenceData('referral-cancellation-reasons', 'REFERRAL-CANCELLATION-REASON', {
    type: code,
    commentIsMandatory: z.boolean(),
    canCancelAppointment: z.boolean(),
    businessFunctions: maybe(z.array(code)),
    usage: maybe(z.literal('CANCEL_REFERRAL')),
  }),
  referenceData('non-attendance-reasons', 'APPOINTMENT-NON-ATTENDANCE-REASON'),
]
