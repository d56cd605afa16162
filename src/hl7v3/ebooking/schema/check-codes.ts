import { attributeOf, type XmlElement } from '../../xml/element.js'
import type { OpenVocabulary, Vocabulary } from '../vocabularies/vocabulary.js'
import type { SchemaNode } from './node.js'
import type { Report } from './report.js'

const holds = (list: Vocabulary | OpenVocabulary, code: string): boolean =>
  'codes' in list ? list.codes.includes(code) : list.pattern.test(code)

/** The code and code system of a leaf against its list. */
export function checkCode(
  element: XmlElement,
  node: Pick<SchemaNode, 'codes' | 'mend'>,
  path: string,
  report: Report,
): void {
  const code = attributeOf(element, 'code')
  const system = attributeOf(element, 'codeSystem')
  if (!code) {
    if (code === '' || attributeOf(element, 'nullFlavor') === undefined)
      report.fault(`${path}/@code`, 'is missing')
    return
  }
  const { codes, mend } = node
  if (!codes) return
  if (codes.oid !== undefined && system !== undefined && system !== codes.oid)
    report.fault(`${path}/@codeSystem`, `is ${system}; ${codes.name} is ${codes.oid}`)
  if (holds(codes, code)) return
  const meant = mend?.(code)
  if (meant !== undefined && holds(codes, meant))
    report.finding(`${path}/@code`, `is ${code}; ${codes.name} has ${meant}`)
  else report.fault(`${path}/@code`, `${code} is no code of ${codes.name}`)
}
