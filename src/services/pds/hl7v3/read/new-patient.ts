import { dateOfTs } from '../../../../hl7v3/types/time.js'
import { attributeOf, childrenOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { given } from '../../../../world/given.js'
import type { NewPatient } from '../../domain/create/create-patient.js'
import { EMERGENCY, GENDERS, PHARMACIES, PHARMACY_SINGLES } from '../codes.js'
import {
  addressIn,
  communicationIn,
  contactWishIn,
  nameIn,
  odsCodeIn,
  registrationIn,
  telecomIn,
} from './contents.js'
import {
  addressesOf,
  birthTimeIn,
  careCodeIn,
  genderIn,
  namesOf,
  observationsOf,
  personOf,
  practicesOf,
  provisionsOf,
  telecomsOf,
} from './elements.js'
import { messageOnlyIn } from './message-only.js'

/** The record to be, of a request whose rules hold. */
export function newPatientIn(payload: XmlElement): NewPatient {
  const person = personOf(payload)
  const provisions = provisionsOf(payload)
  const [language] = childrenOf(person, 'languageCommunication')
  const pharmacies = provisions.flatMap((one) => {
    const kind = PHARMACIES.read(careCodeIn(one))
    return kind ? [[PHARMACY_SINGLES[kind], odsCodeIn(one)]] : []
  })
  return given({
    names: namesOf(payload).map(nameIn),
    gender: GENDERS.read(genderIn(payload)),
    birthDate: dateOfTs(birthTimeIn(payload)),
    addresses: addressesOf(payload).map(addressIn),
    telecom: telecomsOf(payload)
      .filter((one) => attributeOf(one, 'use') !== EMERGENCY)
      .map(telecomIn),
    practices: practicesOf(payload).map(registrationIn),
    communication: language && communicationIn(language),
    contactPreference: contactWishIn(
      observationsOf(payload, 'preferredContactMethod')[0],
      observationsOf(payload, 'preferredWrittenCommunicationFormat')[0],
    ),
    messageOnly: messageOnlyIn(payload),
    ...Object.fromEntries(pharmacies),
  }) as NewPatient
}
