import { type Field, isNeeded, metaOf } from '../scenario/language/fields.js'
import { scenarioSchema } from '../scenario/language/json-schema.js'
import type { Step } from '../scenario/step.js'
import { STEPS } from '../scenario/steps/index.js'

const cell = (text: string): string => text.replaceAll('|', '\\|')

function parameterRow([name, field]: [string, Field]): string {
  const { description, form, byDefault } = metaOf(field)
  const usual = isNeeded(field) ? 'needed' : byDefault === undefined ? '' : `\`${byDefault}\``
  return `| \`${name}\` | ${cell(description)} | ${cell(form)} | ${usual} |`
}

function savesLine({ saves }: Step): string[] {
  if (!saves) return []
  const members = Object.entries(saves.members).map(
    ([name, what]) => `\`\${${saves.byDefault}.${name}}\` ${what}`,
  )
  return [`Saves \`${saves.byDefault}\`: ${members.join(', ')}.`, '']
}

const section = (step: Step): string[] => [
  `### ${step.name}`,
  '',
  step.does,
  '',
  '```yaml',
  `- ${step.example}`,
  '```',
  '',
  ...(Object.keys(step.fields).length === 0
    ? []
    : [
        '| parameter | what it is | how it is written | where it is left out |',
        '|---|---|---|---|',
        ...Object.entries(step.fields).map(parameterRow),
        '',
      ]),
  ...savesLine(step),
]

/** The reference of the steps, between two marks of the trainer's guide. */
export const stepReference = (): string => STEPS.flatMap(section).join('\n').trimEnd()

const BEGIN = '<!-- steps: made by npm run docs -->'
const END = '<!-- /steps -->'

/** The guide with the reference of today between its marks. */
export function withStepReference(guide: string): string {
  const [before, rest] = guide.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/scenarios.md has no '${BEGIN}' and '${END}'`)
  return `${before}${BEGIN}\n\n${stepReference()}\n\n${END}${after}`
}

/** scenarios/scenario.schema.json. */
export const scenarioSchemaDocument = (): string =>
  `${JSON.stringify(scenarioSchema(STEPS), null, 2)}\n`
