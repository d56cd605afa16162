import { describe, expect, test } from 'vitest'
import { readAddress } from '../../src/http/address.js'
import { readJson } from '../../src/http/json-body.js'
import { accepts } from '../../src/http/media-type.js'

describe('an address', () => {
  test.each([
    ['http://h/a/b?c=d', { world: undefined, path: '/a/b', search: 'c=d', prefix: '' }],
    ['http://h/worlds/w/a', { world: 'w', path: '/a', search: '', prefix: '/worlds/w' }],
    ['http://h/worlds/w', { world: 'w', path: '/', search: '', prefix: '/worlds/w' }],
    ['http://h', { world: undefined, path: '/', search: '', prefix: '' }],
    [
      'http://h/x/%24ers.a?b=%24',
      { world: undefined, path: '/x/$ers.a', search: 'b=%24', prefix: '' },
    ],
    ['http://h/a#f?x', { world: undefined, path: '/a', search: '', prefix: '' }],
  ])('%s', (url, expected) => {
    expect(readAddress(url)).toEqual(expected)
  })
})

describe('a JSON body', () => {
  const read = (text: string) => readJson(new TextEncoder().encode(text))

  test('is read', () => {
    expect(read('{"a":[1,"[[["]}')).toEqual({ value: { a: [1, '[[['] } })
  })

  test.each([
    ['', 'the body is not JSON'],
    ['{"a":', 'the body is not JSON'],
    ['['.repeat(100_000), 'nested deeper than 64 levels'],
    ['{"a":'.repeat(65), 'nested deeper than 64 levels'],
  ])('%.20j is refused in words', (text, problem) => {
    expect(read(text)).toMatchObject({ problem: expect.stringContaining(problem) })
  })

  test('must be UTF-8', () => {
    expect(readJson(new Uint8Array([0x22, 0xff, 0x22]))).toEqual({
      problem: 'the body is not UTF-8 text',
    })
  })
})

describe('Accept', () => {
  test.each([
    [undefined, true],
    ['', true],
    ['*/*', true],
    ['application/*', true],
    ['application/fhir+json;version=1.1', true],
    ['text/html, application/fhir+json;q=0.5', true],
    ['application/xml', false],
    ['application/fhir+json;q=0', false],
  ])('%j lets FHIR JSON through: %s', (header, expected) => {
    expect(accepts(header, ['application/fhir+json'])).toBe(expected)
  })
})
