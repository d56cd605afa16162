import type { Store } from '../../../../world/store.js'
import type { Application } from '../../../../world/tables/application.js'
import type { Patient } from '../../../../world/tables/patient.js'
import { representPatient } from './patient.js'
import { type Presentation, presentationFor } from './presentation.js'

/** How many texts one world keeps. */
const KEPT = 500

interface Kept {
  readonly patient: Patient
  readonly text: string
}

const keyOf = ({ nhsNumber }: Patient, shown: Presentation): string =>
  `${nhsNumber} ${shown.blankLines} ${shown.confidentialRemoval} ${shown.sharingConsent} ${shown.ethnicity}`

/** A record as the JSON text to send to an application, made once until the record changes. */
export function patientText(store: Store, patient: Patient, application: Application): string {
  const shown = presentationFor(application)
  const cache = store.cache<Kept>('patient-text')
  const key = keyOf(patient, shown)
  const kept = cache.get(key)
  if (kept?.patient === patient) return kept.text
  const text = JSON.stringify(representPatient(patient, shown))
  if (cache.size >= KEPT) cache.clear()
  cache.set(key, { patient, text })
  return text
}
