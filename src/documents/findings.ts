import { ADVICE_RULES } from '../server/advice-rules.js'

const START = '<!-- rules: begin -->'
const END = '<!-- rules: end -->'

const table = (): string =>
  [
    '| rule | what is found fault with | written in | can be refused |',
    '| --- | --- | --- | --- |',
    ...ADVICE_RULES.map(
      ({ rule, title, source, afterwards }) =>
        `| \`${rule}\` | ${title} | ${source} | ${afterwards ? 'no' : 'yes'} |`,
    ),
  ].join('\n')

/** The guide to findings with its table of rules made anew; refuses a guide without its marks. */
export function withRules(guide: string): string {
  const [before, rest] = guide.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/findings.md has no '${START}' and '${END}'`)
  return `${before}${START}\n\n${table()}\n\n${END}${after}`
}
