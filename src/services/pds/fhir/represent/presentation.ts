import { pdsSwitch } from '../../../../gateway/pds/mode.js'
import type { Application } from '../../../../world/tables/application.js'

/** What an application's registration changes in the answers it gets (pds 3.8). */
export interface Presentation {
  /** `return-empty-address-lines`: blank lines keep their place as null. */
  readonly blankLines: boolean
  /** `return-confidential-reason-for-removal`: AFN and SDN are shown. */
  readonly confidentialRemoval: boolean
  /** `return-nhs-record-sharing-consent`: the consent extension is sent. */
  readonly sharingConsent: boolean
  /** `return-ethnic-category`: the ethnic category is sent. */
  readonly ethnicity: boolean
}

const isOn = (application: Application, name: string): boolean =>
  pdsSwitch(application, name) === true

/** The switches stand in the application's flow variables, below `pds`. */
export const presentationFor = (application: Application): Presentation => ({
  blankLines: isOn(application, 'return-empty-address-lines'),
  confidentialRemoval: isOn(application, 'return-confidential-reason-for-removal'),
  sharingConsent: isOn(application, 'return-nhs-record-sharing-consent'),
  ethnicity: isOn(application, 'return-ethnic-category'),
})
