import { isNhsNumber } from '../../../../../world/nhs-number.js'
import type { RelatedPerson } from '../../../../../world/tables/patient.js'
import { broken, type Fault, invalid, missing, tooMany } from '../fault.js'
import { firstFault, type ListRules } from './list-rules.js'
import { checkPeriod } from './period.js'

const MOST_TELECOMS = 5
type Content = Omit<RelatedPerson, 'id' | 'state'>

/** Either an NHS number alone, or a name and an address (pds 8, 13.4). */
function checkDetails(person: Content, at: string): Fault | undefined {
  const { nhsNumber, name, address, telecom = [], contactPreference } = person
  if (nhsNumber === undefined) {
    if (!name) return missing('RELATED_NAME_MISSING', `${at}/name`)
    return address ? undefined : missing('RELATED_ADDRESS_MISSING', `${at}/address`)
  }
  if (!isNhsNumber(nhsNumber)) return invalid('RELATED_NUMBER', nhsNumber, `${at}/patient`)
  return name || address || telecom.length > 0 || contactPreference
    ? broken('RELATED_NUMBER_AND_DETAILS', `'${at}' has an NHS number and details of its own`)
    : undefined
}

/** What must hold of related people; only the messages change them (pds 8, 13.4). */
export const relatedPersonRules: ListRules<RelatedPerson> = {
  field: 'relatedPerson',
  tidy: (person) => person,
  check: (person, at, context, held) =>
    firstFault([
      () => checkDetails(person, at),
      () =>
        (person.telecom ?? []).length > MOST_TELECOMS
          ? tooMany('RELATED_TELECOMS', person.telecom, `${at}/telecom`)
          : undefined,
      () =>
        person.name && person.name.use !== 'usual'
          ? invalid('RELATED_NAME_USE', person.name.use, `${at}/name/use`)
          : undefined,
      () =>
        person.address && person.address.use !== 'home'
          ? invalid('RELATED_ADDRESS_USE', person.address.use, `${at}/address/use`)
          : undefined,
      () => checkPeriod(person, at, context, held),
    ]),
  checkBeside: () => undefined,
}
