import type { Chance } from './chance.js'

/** Texts that programs stumble over. */
export const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\u202e\u2066',
  '\ud83d\ude00'.repeat(50),
  '\ud800',
  'e\u0301\u0302\u0303',
  'İıſK',
  '\ufeffcode',
  "'; DROP TABLE referral; --",
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '$ers.createReferral',
  '{{7*7}}',
  '<x>&amp;]]>',
  '%s%n%00',
  '1e999',
  'NaN',
  '-0',
  'x'.repeat(10_000),
  '２０２６-０１-０１',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.001Z',
]

const nested = (depth: number): unknown => {
  let value: unknown = 'deep'
  for (let at = 0; at < depth; at++) value = at % 2 ? [value] : { a: value }
  return value
}

/** Values of a wrong type, size or shape. */
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  1e300,
  5e-324,
  2 ** 31,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  [null, null],
  { resourceType: 'Patient' },
  { coding: [{ code: 'x' }] },
  { value: '', system: '' },
  { reference: '#' },
  nested(20),
  nested(60),
  Array.from({ length: 300 }, () => ({ name: 'x' })),
]

export const oddText = (chance: Chance): string => chance.pick(ODD_TEXTS)

export const oddValue = (chance: Chance): unknown =>
  chance.happens(0.4) ? oddText(chance) : structuredClone(chance.pick(ODD_VALUES))
