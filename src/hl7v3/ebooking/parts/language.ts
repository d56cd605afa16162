import { codeOf } from '../../types/coded.js'
import { readBoolean, writeValue } from '../../types/simple.js'
import { childOf, type XmlElement } from '../../xml/element.js'
import { attribute, type Xml, xml } from '../../xml/template.js'

/** The language a patient speaks. */
export interface Language {
  /** Two letters of ISO 639, or `q1` to `q5`. */
  readonly code: string
  readonly preferred: boolean
}

export const writeLanguage = ({ code, preferred }: Language): Xml => xml`
  <languageCommunication>
    <languageCode${attribute('code', code)}/>
    ${writeValue('preferenceInd', preferred)}
  </languageCommunication>`

export function readLanguage(element: XmlElement | undefined): Language | undefined {
  const code = codeOf(childOf(element, 'languageCode'))
  const preferred = readBoolean(childOf(element, 'preferenceInd'))
  return code === undefined || preferred === undefined ? undefined : { code, preferred }
}
