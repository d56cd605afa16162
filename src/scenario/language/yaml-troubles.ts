import type { YAMLError } from 'yaml'

/** What most likely went wrong where YAML cannot be read, for people who do not know its grammar. */
const WORDS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BLOCK_AS_IMPLICIT_KEY:
    "a text with ': ' in it needs quotes, and steps belong on lines of their own",
  MULTILINE_IMPLICIT_KEY: 'a line is not indented as those around it',
  BAD_INDENT: 'a line is not indented as those around it',
  TAB_AS_INDENT: 'indent with spaces, not with tabs',
  DUPLICATE_KEY: 'this name stands here twice',
  MISSING_CHAR: 'a bracket, brace, quote or comma is missing',
  BAD_DQ_ESCAPE: 'in double quotes a backslash is special: use single quotes',
  BAD_SCALAR_START: 'a text that begins with this character needs quotes',
  MULTIPLE_DOCS: "a file holds one scenario: take the line '---' away",
  BAD_ALIAS: "a text that begins with '*' needs quotes",
}

/** A trouble of the YAML reader, and what to do about it. */
export function yamlTrouble({ code, message }: YAMLError): string {
  const words = WORDS[code]
  const plain = message.replace(/\s+/g, ' ')
  return words === undefined ? `not YAML: ${plain}` : `not YAML: ${words} (${plain})`
}
