import { describe, expect, test } from 'vitest'
import { readMultipart } from '../../src/ebxml/mime/read-multipart.js'
import { writeMultipart } from '../../src/ebxml/mime/write-multipart.js'

const TYPE = 'multipart/related; boundary="--=_MIME-Boundary"; type="text/xml"; start="<a@b>"'

const part = (headers: string, content: string): string => `${headers}\r\n\r\n${content}`
const message = (parts: readonly string[], boundary = '--=_MIME-Boundary'): string =>
  `${parts.map((one) => `--${boundary}\r\n${one}\r\n`).join('')}--${boundary}--\r\n`

const read = (body: string | Uint8Array, type = TYPE) =>
  readMultipart(type, typeof body === 'string' ? Buffer.from(body) : body)

/** Ids and texts of the parts, or what is wrong. */
function seen(body: string | Uint8Array, type = TYPE) {
  const found = read(body, type)
  return Array.isArray(found)
    ? found.map(({ contentId, content }) => [contentId, Buffer.from(content).toString()])
    : found.problem
}

const TWO = message([
  part('Content-Id: <ebXMLHeader@spine.nhs.uk>\r\nContent-Type: text/xml', '<a/>'),
  part('Content-ID:<p@spine.nhs.uk>\r\nContent-Type: application/xml; charset=UTF-8', '<b/>'),
])
const READ_TWO = [
  ['ebXMLHeader@spine.nhs.uk', '<a/>'],
  ['p@spine.nhs.uk', '<b/>'],
]

describe('A multipart message is read', () => {
  test.each<[string, string, string]>([
    ['with a quoted boundary', TYPE, TWO],
    ['with a bare boundary', 'multipart/related; boundary=--=_MIME-Boundary; type=text/xml', TWO],
    ['with other blanks', 'Multipart/Related;boundary="--=_MIME-Boundary";type="text/xml"', TWO],
    ['with bare line feeds', TYPE, TWO.replaceAll('\r\n', '\n')],
    ['with a preamble and an epilogue', TYPE, `ignore me\r\n${TWO}and me`],
    ['with blanks after a delimiter', TYPE, TWO.replaceAll('Boundary\r\n', 'Boundary  \r\n')],
    ['with folded headers', TYPE, TWO.replace('Content-Id: ', 'Content-Id:\r\n  ')],
  ])('%s', (_what, type, body) => {
    expect(seen(body, type)).toEqual(READ_TWO)
  })

  test('its base64 undone, its other bytes untouched', () => {
    const bytes = Buffer.from([0, 13, 10, 255, 45, 45])
    const encoded = 'Content-Transfer-Encoding: BASE64\r\n\r\nAA0K\r\n/y0t'
    const plain = Buffer.concat([
      Buffer.from('----=_MIME-Boundary\r\nContent-Transfer-Encoding: binary\r\n\r\n'),
      bytes,
      Buffer.from(`\r\n----=_MIME-Boundary\r\n${encoded}\r\n----=_MIME-Boundary--`),
    ])
    const found = read(plain)
    expect(Array.isArray(found) && found.map(({ content }) => Buffer.from(content))).toEqual([
      bytes,
      bytes,
    ])
  })

  test('with a part that is empty, and one without headers', () => {
    expect(seen(message([part('Content-Id: <a>', ''), '\r\ntext']))).toEqual([
      ['a', ''],
      ['', 'text'],
    ])
  })

  test('with text in it that looks like the boundary', () => {
    const text = 'x ----=_MIME-Boundary\r\n----=_MIME-Boundaryish'
    expect(seen(message([part('Content-Id: <a>', text)]))).toEqual([['a', text]])
  })
})

test.each<[string, string, string, string]>([
  ['another media type', 'text/xml', TWO, 'NOT_MULTIPART'],
  ['no boundary', 'multipart/related; type="text/xml"', TWO, 'NO_BOUNDARY'],
  ['another boundary', 'multipart/related; boundary=other', TWO, 'NOT_MULTIPART'],
  ['no end', TYPE, TWO.slice(0, -25), 'TRUNCATED'],
  ['a part without an empty line', TYPE, message(['Content-Id: <a>']), 'PART'],
  [
    'an unknown transfer encoding',
    TYPE,
    message([part('Content-Transfer-Encoding: quoted-printable', 'a')]),
    'PART',
  ],
  [
    'base64 that is none',
    TYPE,
    message([part('Content-Transfer-Encoding: base64', 'a%b=')]),
    'PART',
  ],
  ['a hundred and one parts', TYPE, message(Array(101).fill('\r\nx')), 'TOO_MANY_PARTS'],
])('A message with %s is refused', (_what, type, body, problem) => {
  expect(seen(body, type)).toBe(problem)
})

test('What is written is read again', () => {
  const bytes = Buffer.from(Array.from({ length: 300 }, (_, at) => at % 256))
  const { contentType, body } = writeMultipart([
    { contentId: 'a@b', contentType: 'text/xml', encoding: '8bit', content: '<a>£</a>' },
    { contentId: 'c', contentType: 'image/png', encoding: 'base64', content: bytes },
  ])
  expect(contentType).toContain('start="<a@b>"')
  const found = read(body, contentType)
  expect(found).toEqual([
    {
      contentId: 'a@b',
      contentType: 'text/xml',
      content: Buffer.from('<a>£</a>'),
    },
    { contentId: 'c', contentType: 'image/png', content: bytes },
  ])
})

test('Reading takes time in proportion to the length, whatever the bytes', () => {
  const nasty = Buffer.from('----=_MIME-Boundary\r\n'.repeat(99) + '\n'.repeat(100_000))
  expect(read(nasty)).toMatchObject({ problem: expect.any(String) })
})
