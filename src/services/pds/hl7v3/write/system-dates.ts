import { writeNull } from '../../../../hl7v3/types/null-flavor.js'
import { writeValue } from '../../../../hl7v3/types/simple.js'
import { tsOfInstant } from '../../../../hl7v3/types/time.js'
import { Xml, xml } from '../../../../hl7v3/xml/template.js'
import { writeCode } from '../lists.js'

const SYSTEM_EFFECTIVE_DATE = '02'

/**
 * Until when PDS held an item: what tells an earlier version from the current one (pds 12.8).
 * `replaced` is the moment in ISO 8601; empty where it is not known.
 */
export function systemDates(subject: string, replaced: string): Xml {
  const tag = new Xml(subject)
  const high = replaced
    ? writeValue('high', tsOfInstant(Date.parse(replaced)))
    : writeNull('high', 'UNK')
  return xml`
    <${tag} typeCode="SBJ">
      <systemEffectiveDate classCode="OBS" moodCode="EVN">
        ${writeCode('code', 'sourceAndDate', SYSTEM_EFFECTIVE_DATE)}
        <value>
          ${high}
        </value>
      </systemEffectiveDate>
    </${tag}>`
}
