import { given } from '../../../../world/given.js'
import type { Coverage, Patient } from '../../../../world/tables/patient.js'
import { COVERAGE_COUNTRIES } from './coverage-countries.js'
import { searchset } from './search-bundle.js'

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number'

/** A health insurance card (pds 9). */
const coverage = (held: Coverage, nhsNumber: string) => ({
  resourceType: 'Coverage',
  status: 'active',
  subscriber: { type: 'Patient', identifier: { system: NHS_NUMBER, value: nhsNumber } },
  identifier: [
    {
      value: held.card,
      assigner: given({
        identifier: { system: 'urn:iso:std:iso:3166', value: held.country },
        display: COVERAGE_COUNTRIES[held.country],
      }),
    },
  ],
  payor: [{ identifier: { value: held.institution } }],
  beneficiary: { type: 'Patient', identifier: { value: held.personalId } },
  period: { end: held.expires },
})

/** True for a card that is shown: with personal id and institution. */
const isShown = (held: Coverage | undefined): held is Coverage =>
  held?.institution !== undefined && held.personalId !== undefined

/** The coverage of a patient; its version is the record's (pds 9, 17). */
export const coverageBundle = (
  { nhsNumber, version, coverage: held }: Patient,
  { now, base }: { readonly now: string; readonly base: string },
) => ({
  ...searchset(
    now,
    isShown(held)
      ? [
          {
            fullUrl: `${base}/Coverage?subscriber:identifier=${nhsNumber}`,
            resource: coverage(held, nhsNumber),
          },
        ]
      : [],
  ),
  meta: { versionId: String(version) },
})
