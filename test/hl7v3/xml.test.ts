import { describe, expect, test } from 'vitest'
import { allAt, at, attributeOf, HL7 } from '../../src/hl7v3/xml/element.js'
import { parseXml, parseXmlBytes } from '../../src/hl7v3/xml/parse.js'
import { attribute, element, leaf, xml } from '../../src/hl7v3/xml/template.js'
import { LIMITS } from '../../src/world/limits.js'

const root = (text: string) => {
  const parsed = parseXml(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.root
}

const problem = (text: string) => {
  const parsed = parseXml(text)
  return parsed.ok ? undefined : parsed.problem
}

describe('reading XML', () => {
  test.each([
    ['a default namespace', `<a xmlns="${HL7}"><b c="1"/></a>`],
    ['a prefix', `<h:a xmlns:h="${HL7}"><h:b c="1"/></h:a>`],
    ['prefixes that change on the way', `<x:a xmlns:x="${HL7}"><b c="1" xmlns="${HL7}"/></x:a>`],
    [
      'a prefix declared on the element itself',
      `<a xmlns="${HL7}"><q:b xmlns:q="${HL7}" c='1'/></a>`,
    ],
    [
      'a declaration, a byte order mark and comments',
      `\ufeff<?xml version="1.0"?><!-- > --><a xmlns="${HL7}"><b c="1"/></a>`,
    ],
  ])('sees the same elements with %s', (_, text) => {
    expect(root(text)).toMatchObject({ name: 'a', namespace: HL7 })
    expect(attributeOf(at(root(text), 'b'), 'c')).toBe('1')
  })

  test('keeps elements of other namespaces apart', () => {
    expect(allAt(root(`<a xmlns="${HL7}"><b/><b xmlns="urn:other"/></a>`), 'b')).toHaveLength(1)
  })

  test('keeps attributes of other namespaces apart', () => {
    const { attributes } = root('<a xmlns:e="urn:e" e:version="2.0" version="1"/>')
    expect(attributes).toEqual([
      { namespace: 'urn:e', name: 'version', value: '2.0' },
      { namespace: '', name: 'version', value: '1' },
    ])
  })

  test('knows the five entities, numbers and CDATA', () => {
    expect(root('<a b="&quot;&apos;">&lt;&amp;&gt;&#x41;&#66;<![CDATA[<&c;]]></a>')).toMatchObject({
      text: '<&>AB<&c;',
      attributes: [{ value: '"\'' }],
    })
  })

  test.each([
    ['an entity that nobody declared', '<a>&nbsp;</a>'],
    ['a reference to no character', '<a>&#0;</a>'],
    ['an ampersand alone', '<a>a & b</a>'],
    ['a less-than sign in an attribute', '<a b="<c/>"/>'],
    ['a tag in a tag', '<a <b/>></a>'],
    ['a prefix that is not declared', '<p:a/>'],
    ['an attribute whose prefix is not declared', '<a p:b="1"/>'],
    ['two roots', '<a/><b/>'],
    ['no root', '  '],
    ['an element that does not end', '<a><b></a>'],
    ['a repeated attribute', '<a b="1" b="2"/>'],
    ['a tag that does not end', '<a b="'],
    ['text alone', 'hello'],
    ['JSON', '{"a":1}'],
    ['a name with two colons', '<a:b:c xmlns:a="urn:a"/>'],
  ])('refuses %s', (_, text) => {
    expect(problem(text)).toBe('NOT_WELL_FORMED')
  })

  test('refuses a document type, and with it every declared entity', () => {
    expect(problem('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')).toBe(
      'DOCTYPE',
    )
    expect(problem('<a><!ENTITY x "y"></a>')).toBe('DOCTYPE')
  })

  test('refuses what is too deep or too large, without taking long', () => {
    const started = performance.now()
    expect(problem('<a>'.repeat(LIMITS.xmlDepth + 1) + '</a>'.repeat(LIMITS.xmlDepth + 1))).toBe(
      'TOO_DEEP',
    )
    expect(problem('<a>'.repeat(600_000))).toBe('TOO_DEEP')
    expect(problem(`<a>${'<b/>'.repeat(LIMITS.xmlTags)}</a>`)).toBe('TOO_LARGE')
    expect(problem(`<a>${' '.repeat(LIMITS.xmlSize)}</a>`)).toBe('TOO_LARGE')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test.each<[string, string, BufferEncoding, string | undefined]>([
    ['UTF-8', '<a>\u00e9</a>', 'utf8', undefined],
    ['UTF-8 with a mark', '\ufeff<?xml version="1.0"?><a>\u00e9</a>', 'utf8', undefined],
    [
      'a mark against the declaration',
      '\ufeff<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00e9</a>',
      'utf8',
      'iso-8859-1',
    ],
    [
      'Latin 1 by declaration',
      "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9</a>",
      'latin1',
      'utf-8',
    ],
    ['Latin 1 by what stands beside', '<a>\u00e9</a>', 'latin1', 'iso-8859-1'],
    [
      'the declaration before what stands beside',
      '<?xml version="1.0" encoding="utf-8"?><a>\u00e9</a>',
      'utf8',
      'iso-8859-1',
    ],
    ['UTF-16 with a mark', '\ufeff<a>\u00e9</a>', 'utf16le', undefined],
    ['UTF-16 without one', '<a>\u00e9</a>', 'utf16le', 'utf-8'],
    [
      'UTF-8 that calls itself UTF-16',
      '<?xml version="1.0" encoding="utf-16"?><a>\u00e9</a>',
      'utf8',
      undefined,
    ],
    ['an encoding that nobody knows', '<a>\u00e9</a>', 'utf8', 'x-none'],
  ])('reads %s', (_, text, encoding, charset) => {
    expect(parseXmlBytes(Buffer.from(text, encoding), charset)).toMatchObject({
      ok: true,
      root: { name: 'a', text: '\u00e9' },
    })
  })

  test('refuses bytes that are not UTF-8', () => {
    expect(parseXmlBytes(new Uint8Array([0x3c, 0xff, 0x2f, 0x3e]))).toMatchObject({ ok: false })
  })
})

describe('writing XML', () => {
  test('text that is put in is escaped, XML is not', () => {
    const inner = xml`<b c="${'"<&>'}">${'<&>'}</b>`
    expect(`${xml`<a>${inner}</a>`}`).toBe('<a><b c="&quot;&lt;&amp;&gt;">&lt;&amp;&gt;</b></a>')
  })

  test('lists stand one below the other, and what is absent leaves no line', () => {
    const written = xml`
      <a${attribute('x', undefined)}${attribute('y', 1)}>
        ${undefined}
        ${[leaf('b', 'one'), undefined, leaf('b', '')]}
        ${[]}
        ${element('c', attribute('z', 2), [leaf('d', 'two')])}
      </a>`
    expect(`${written}`).toBe(
      [
        '<a y="1">',
        '  <b>one</b>',
        '  <b/>',
        '  <c z="2">',
        '    <d>two</d>',
        '  </c>',
        '</a>',
      ].join('\n'),
    )
  })

  test.each(['a\nb', '\ttab', 'a\r\nb', 'ünï ☃ 😀', '</a>', ']]>', '&amp;'])(
    'what is written is read as it was: %j',
    (text) => {
      const written = xml`
        <a b="${text}">
          <c>${text}</c>
        </a>`
      const read = root(`${xml`<z>\n  ${written}\n</z>`}`).children[0]
      expect(read).toMatchObject({ attributes: [{ value: text }], children: [{ text }] })
    },
  )

  test('what XML cannot hold is replaced', () => {
    expect(`${leaf('a', 'x\u0000y\ud800z')}`).toBe('<a>x\ufffdy\ufffdz</a>')
  })
})
