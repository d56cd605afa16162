import { at, type XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { SUPPRESSION } from '../vocabularies/small.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'

/** Whether the PAS shall send the patient no letter. */
export const writeSuppression = (suppress: boolean): Xml => xml`
  <component typeCode="COMP">
    <correspondenceSuppression classCode="OBS" moodCode="EVN">
      ${writeCode('code', SUPPRESSION, suppress ? '1' : '0')}
    </correspondenceSuppression>
  </component>`

/** Reads what a payload says of letters; undefined where it says nothing. */
export function readSuppression(payload: XmlElement): boolean | undefined {
  const code = readCode(at(payload, 'component/correspondenceSuppression/code'), SUPPRESSION)
  return code === undefined ? undefined : code === '1'
}
