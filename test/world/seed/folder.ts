import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkSeed } from '../../../src/world/seed/check.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

/** A folder of seeds made for a test: file names with what they hold; a text is written as it is. */
export function seedFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

/** What is wrong with such a folder, a line each. */
export const problemsOf = async (files: Readonly<Record<string, unknown>>): Promise<string[]> =>
  (await checkSeed(seedFolder(files))).map(String)

export const ORGANISATION = {
  odsCode: 'T01',
  name: 'Test Trust',
  roles: ['PROVIDER', 'REFERRER'],
  address: ['1 Test Street'],
  postcode: 'LS1 9ZZ',
}

export const PRACTITIONER = {
  userId: '300000000001',
  given: 'Ann',
  family: 'Example',
  roles: [{ roleId: '300000000002', odsCode: 'T01', jobRole: 'R8000', activities: ['B1110'] }],
}

export const SPECIALTY = { code: 'CARDIOLOGY', display: 'Cardiology' }

export const SERVICE = {
  id: '1',
  name: 'Test Clinic',
  providerOrganisation: 'T01',
  site: 'T01',
  location: { odsCode: 'T01', name: 'Test Trust' },
  specialty: 'CARDIOLOGY',
  bookable: 'DIRECTLY_BOOKABLE',
  flows: ['APPOINTMENT_REQUEST'],
}

export const CLINIC = {
  id: '1-pool',
  serviceId: '1',
  priority: 'ROUTINE',
  weekdays: [1, 2, 3, 4, 5],
  from: '09:00',
  slots: 2,
  minutes: 30,
}

/** A small data set without problems. */
export const SMALL = {
  'organisations.json': [ORGANISATION],
  'practitioners.json': [PRACTITIONER],
  'reference-data/specialties.json': [SPECIALTY],
  'services.json': [SERVICE],
  'clinics.json': [CLINIC],
} as const
