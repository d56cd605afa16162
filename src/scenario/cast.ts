import type { Actor } from './actor.js'

/** Who plays in a story that names nobody: people of the standard data set. */
export const STANDARD_CAST: Readonly<Record<string, Actor>> = {
  gp: {
    kind: 'professional',
    name: 'Dr Pellworth, GP',
    user: '021600556514',
    organisation: 'R69',
    businessFunction: 'REFERRING_CLINICIAN',
  },
  secretary: {
    kind: 'professional',
    name: 'Mrs Langdale, secretary of the practice',
    user: '103264992985',
    organisation: 'R69',
    businessFunction: 'REFERRING_CLINICIAN_ADMIN',
  },
  consultant: {
    kind: 'professional',
    name: 'Mr Redfearn, consultant',
    user: '103264994981',
    organisation: 'R69',
    businessFunction: 'SERVICE_PROVIDER_CLINICIAN',
  },
  hospital: {
    kind: 'professional',
    name: 'Ms Dunstall of the hospital office',
    user: '103264994345',
    organisation: 'R69',
    businessFunction: 'SERVICE_PROVIDER_ADMIN',
  },
  patient: {
    kind: 'patient',
    name: 'the patient',
    nhsNumber: '9912003888',
    user: '9912003888',
  },
}
