import { oid } from '../../../hl7v3/oids.js'
import { type Coded, writeCoded } from '../../../hl7v3/types/coded.js'
import type { Xml } from '../../../hl7v3/xml/template.js'

/** The code lists of PDS messages (pds 13.6). */
export const LISTS = {
  sensitivity: oid('16.1'),
  consentValue: oid('16.2'),
  correspondence: oid('16.4'),
  deathNotification: oid('16.5'),
  ethnicCategory: oid('16.6'),
  healthspace: oid('16.7'),
  nextOfKin: oid('16.13'),
  relationship: oid('16.15'),
  contactMethod: oid('16.16'),
  writtenFormat: oid('16.17'),
  registeringAuthority: oid('16.20'),
  interpreter: oid('16.39'),
  observation: oid('17.35'),
  careProvision: oid('17.37'),
  previousContact: oid('17.38'),
  consentType: oid('17.164'),
  registration: oid('17.165'),
  transferStatus: oid('17.167'),
  removalReason: oid('17.168'),
  sourceAndDate: oid('17.170'),
  abnormality: oid('17.171'),
  stillbirth: oid('17.172'),
  deliveryLocation: oid('17.173'),
  transferPriority: oid('17.190'),
} as const

type List = keyof typeof LISTS

export const coded = (list: List, code: string): Coded => ({ code, codeSystem: LISTS[list] })

/** A coded element: `code`, `value` and the like. */
export const writeCode = (name: string, list: List, code: string): Xml =>
  writeCoded(name, coded(list, code))

/** The code of something observed in general, not for PDS alone. */
export const snomed = (code: string): Xml => writeCoded('code', { code, codeSystem: oid('15') })

/** What an observation is of (17.35). */
export const OBSERVED = {
  serialChangeNumber: '2',
  death: '3',
  healthspace: '8',
  contactMethod: '9',
  contactTimes: '10',
  matchingLevel: '12',
  writtenFormat: '13',
  sharedSecret: '15',
  previousContact: '17',
  transferStatus: '19',
  notificationTime: '45',
} as const

/** Kinds of consent (17.164). */
export const NCRS_CONSENT = '4'
export const CALL_BACK = '6'
