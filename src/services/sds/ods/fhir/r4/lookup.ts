import type { Request } from '../../../../../http/request.js'
import { RECORD_CLASSES, RELATIONSHIPS, ROLES } from '../../../domain/ods/code-lists.js'
import { type OdsRefusal, refused } from '../outcome.js'
import { SYSTEMS } from './represent.js'

const LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [SYSTEMS.roles]: ROLES,
  [SYSTEMS.relationships]: RELATIONSHIPS,
  [SYSTEMS.recordClasses]: RECORD_CLASSES,
}

const nameOf = (system: string): string => system.split('/').at(-1) as string

/** `CodeSystem/$lookup`: what a code of the service means; a refusal if it is none. */
export function lookUpCode({ query }: Request): object | OdsRefusal {
  const [system, code] = [query.get('system'), query.get('code')]
  if (!system || !code)
    return refused(400, 'HAPI-1126: No code, coding, or codeableConcept provided to validate')
  const list = Object.hasOwn(LISTS, system) ? LISTS[system] : undefined
  if (!list || !Object.hasOwn(list, code))
    return refused(404, `HAPI-1738: Unable to find code[${code}] in system[${system}]`)
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'name', valueString: nameOf(system) },
      { name: 'display', valueString: list[code] },
      { name: 'abstract', valueBoolean: false },
    ],
  }
}
