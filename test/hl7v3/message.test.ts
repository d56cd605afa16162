import { describe, expect, test } from 'vitest'
import { type Message, readMessage, writeMessage } from '../../src/hl7v3/message.js'
import { ERROR_LISTS } from '../../src/hl7v3/oids.js'
import { attributeOf, childrenOf, HL7, type XmlElement } from '../../src/hl7v3/xml/element.js'
import { parseXml } from '../../src/hl7v3/xml/parse.js'
import { type Xml, xml, xmlDocument } from '../../src/hl7v3/xml/template.js'

const plain: Message<Xml> = {
  id: 'A1B2C3D4-0000-4000-8000-000000000008',
  creationTime: '20240615103000',
  versionCode: '3NPfIT6.3.01',
  interactionId: 'QUPA_IN000008UK02',
  receiver: '928942012545',
  sender: '200000000115',
  controlAct: { systems: ['200000000115'], reasons: [] },
}

const MESSAGES: readonly (readonly [string, Message<Xml>])[] = [
  ['a query of a system', { ...plain, controlAct: { ...plain.controlAct, query: xml`<query/>` } }],
  [
    'an update by a user at a workstation',
    {
      ...plain,
      controlAct: {
        author: { roleProfile: '555021935107', user: '555021934104', jobRole: 'S0080:G0450:R5080' },
        systems: ['200000000115', '200000000116'],
        reasons: [],
        subject: { content: xml`<PdsUpdateRequest/>`, contextConduction: false },
      },
    },
  ],
  [
    'a refusal of the business',
    {
      ...plain,
      interactionId: 'QUQI_IN010000UK14',
      acknowledgement: { type: 'AE', details: [], messageRef: plain.id },
      controlAct: {
        systems: ['928942012545'],
        reasons: [
          {
            severity: 'WG',
            code: { code: '15', codeSystem: ERROR_LISTS.pds, displayName: 'Update Failed' },
          },
          { severity: 'ER', code: { code: 'IU058', codeSystem: ERROR_LISTS.pds } },
        ],
        queryAck: 'ID',
      },
    },
  ],
  [
    'a rejection',
    {
      ...plain,
      interactionId: 'MCCI_IN010000UK13',
      acknowledgement: {
        type: 'AR',
        details: [{ severity: 'ER', code: { code: '202', codeSystem: ERROR_LISTS.messaging } }],
        messageRef: plain.id,
      },
    },
  ],
  [
    'an answer with content',
    {
      ...plain,
      acknowledgement: { type: 'AA', details: [], messageRef: plain.id },
      controlAct: {
        systems: ['928942012545'],
        reasons: [],
        subject: { content: xml`<PDSResponse/>` },
        queryAck: 'OK',
      },
    },
  ],
]

const parsed = (text: string): XmlElement => {
  const read = parseXml(text)
  if (!read.ok) throw new Error(read.problem)
  return read.root
}

/** The name of content in place of the content, which differs between writing and reading. */
const named = (message: Message<Xml | XmlElement>) =>
  JSON.parse(
    JSON.stringify(message, (key, value) => {
      if (key !== 'content' && key !== 'query') return value
      return 'text' in value && !('name' in value) ? /<(\w+)/.exec(value.text)?.[1] : value.name
    }),
  )

describe('a message', () => {
  test.each(MESSAGES)('%s is read as it was written', (_, message) => {
    const read = readMessage(parsed(xmlDocument(writeMessage(message))))
    expect(named(read)).toEqual(named(message))
  })

  test.each(MESSAGES)('%s is read wherever it stands and whatever its prefixes', (_, message) => {
    const inside = xml`<h:answer xmlns:h="${HL7}">${writeMessage(message)}</h:answer>`
    const prefixed = `${inside}`
      .replace(/<(\/?)(?=[A-Za-z])(?!h:answer)/g, '<$1h:')
      .replace(` xmlns="${HL7}"`, '')
    const root = parsed(prefixed).children[0] as XmlElement
    expect(named(readMessage(root))).toEqual(named(message))
  })

  test('has its parts in the order of the wrapper', () => {
    const root = parsed(xmlDocument(writeMessage(MESSAGES[2]?.[1] as Message<Xml>)))
    expect(root.children.map(({ name }) => name)).toEqual([
      'id',
      'creationTime',
      'versionCode',
      'interactionId',
      'processingCode',
      'processingModeCode',
      'acceptAckCode',
      'acknowledgement',
      'communicationFunctionRcv',
      'communicationFunctionSnd',
      'ControlActEvent',
    ])
    const [act] = childrenOf(root, 'ControlActEvent')
    expect(act?.children.map(({ name }) => name)).toEqual([
      'author1',
      'reason',
      'reason',
      'queryAck',
    ])
    expect(attributeOf(act, 'classCode')).toBe('CACT')
  })

  test('of which nothing is there is read as nothing', () => {
    const read = readMessage(parsed(`<QUPA_IN000008UK02 xmlns="${HL7}"/>`))
    expect(read).toEqual({
      id: '',
      creationTime: '',
      versionCode: '',
      interactionId: '',
      receiver: '',
      sender: '',
      controlAct: { systems: [], reasons: [] },
    })
  })

  test('may name what it answers before what was wrong with it', () => {
    const text = `${writeMessage(MESSAGES[3]?.[1] as Message<Xml>)}`
    const [detail] = /<acknowledgementDetail[\s\S]*<\/acknowledgementDetail>/.exec(
      text,
    ) as RegExpExecArray
    const turned = text
      .replace(detail, '')
      .replace('</acknowledgement>', `${detail}</acknowledgement>`)
    expect(readMessage(parsed(turned)).acknowledgement).toMatchObject({
      messageRef: plain.id,
      details: [{ severity: 'ER', code: { code: '202' } }],
    })
  })
})
