import type { AdviceRule } from '../../../../http/finding.js'
import { searchPatients } from '../../domain/search.js'
import { PDS_ADVICE } from '../advice-rules.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { readSearch } from '../read/search-parameters.js'
import { presentationFor } from '../represent/presentation.js'
import { searchBundle } from '../represent/search-bundle.js'

/** What works, but should be written otherwise. */
const NOTES: readonly {
  readonly advice: AdviceRule
  readonly applies: (query: URLSearchParams) => boolean
  readonly message: string
}[] = [
  {
    advice: PDS_ADVICE.oldPostcodeName,
    applies: (query) => query.has('address-postcode'),
    message: 'address-postcode will be withdrawn: use address-postalcode.',
  },
  {
    advice: PDS_ADVICE.historyName,
    applies: (query) => query.has('history'),
    message: "The parameter 'history' is ignored: the switch is called _history.",
  },
  {
    advice: PDS_ADVICE.historyFuzzy,
    applies: (query) => query.has('_history') && query.get('_fuzzy-match') === 'true',
    message: '_history has no effect here: a fuzzy search looks at the history always.',
  },
  {
    advice: PDS_ADVICE.emptyName,
    applies: (query) => query.has(''),
    message: 'The query has a parameter without a name (a trailing & or &=): it is ignored.',
  },
]

function note({ exchange, request }: Call): void {
  for (const { advice, applies, message } of NOTES)
    if (applies(request.query)) exchange.advise(advice, message)
}

/** An application without a user gets one result at most (pds 3.3). */
const mostFor = ({ access }: Call): number | undefined =>
  access.mode.endsWith('application-restricted') ? 1 : undefined

function search(call: Call): Outcome {
  const { world, request, base, access } = call
  note(call)
  const criteria = readSearch(request.query, mostFor(call))
  if (!criteria.ok) return criteria
  const found = searchPatients(world, criteria.value)
  if (!found.ok) return found
  const shown = presentationFor(access.application)
  return success(searchBundle(found.value, { now: world.clock.iso(), base, shown }))
}

/** Searches for patients by what is known of them (pds 4). */
export const searchPatientsOperation = operation({
  id: 'PDS search patients',
  title: 'Search for a patient',
  method: 'GET',
  path: '/Patient',
  handle: search,
})
