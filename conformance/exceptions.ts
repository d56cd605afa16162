import type { Example } from './examples.js'

interface Exception {
  /** End of the published request's name. */
  readonly example: string
  readonly reason: string
}

/** Published exchanges that contradict the published text, each with the reason. */
const EXCEPTIONS: readonly Exception[] = [
  {
    example: 'patientServiceSearch/requests/RcSearchByClinicalTerm.json',
    reason: 'a referring clinician names a referringClinician, which the text does not permit',
  },
]

/** Why an example is not answered as published; undefined if it should be. */
export const exceptionFor = ({ name }: Example): string | undefined =>
  EXCEPTIONS.find(({ example }) => name.endsWith(example))?.reason
