/** A text between quotes as Python prints it: double quotes where it has a single one inside. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  return text.includes("'") && !text.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`
}

const WORDS = new Map<unknown, string>([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
  [undefined, 'None'],
])

/** A JSON value inside a list or an object as Python prints it. */
function inside(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(inside).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, member]) => `${quoted(name)}: ${inside(member)}`)
      .join(', ')}}`
  return WORDS.get(value) ?? String(value)
}

/** A JSON value as the service's diagnostics print it (pds 11): text as it is, the rest the Python way. */
export const pythonText = (value: unknown): string =>
  typeof value === 'string' ? value : inside(value)

/** The class that Python gives a JSON value (pds 6.4). */
export function pythonClass(value: unknown): string {
  if (value === null || value === undefined) return "<class 'NoneType'>"
  if (Array.isArray(value)) return "<class 'list'>"
  if (typeof value === 'boolean') return "<class 'bool'>"
  if (typeof value === 'number') return `<class '${Number.isInteger(value) ? 'int' : 'float'}'>`
  return `<class '${typeof value === 'string' ? 'str' : 'dict'}'>`
}
