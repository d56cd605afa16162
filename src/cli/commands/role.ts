import { control } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'

/** A role profile as the control API shows one. */
interface Shown {
  readonly roleId: string
  readonly odsCode: string
  readonly jobRole: string
  readonly activities: readonly string[]
  readonly businessFunctions: readonly string[]
}

/** What says which role it is; `ers-sandbox user add` takes the same. */
export const ROLE_OPTIONS = {
  organisation: { type: 'string' },
  function: { type: 'string', multiple: true },
  activity: { type: 'string', multiple: true },
  'job-role': { type: 'string' },
  'role-id': { type: 'string' },
} as const

/** A role as the control API takes it. */
export const roleBody = (given: Given): object => ({
  roleId: given.text('role-id'),
  odsCode: given.text('organisation'),
  jobRole: given.text('job-role'),
  activities: given.texts('activity'),
  businessFunctions: given.texts('function'),
})

const personOf = (given: Given): string =>
  `/practitioners/${encodeURIComponent(given.word(0, 'USER-ID'))}`

const line = (one: Shown): string[] => [
  one.roleId,
  one.odsCode,
  one.jobRole,
  one.activities.join(','),
  one.businessFunctions.join(', '),
]

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: 'list USER-ID',
    summary: 'the role profiles of a person',
    words: 1,
    async run(given) {
      const { roles } = await control<{ roles: Shown[] }>(given.where, 'GET', personOf(given))
      return { json: roles, text: roles.length > 0 ? columns(roles.map(line)) : 'no roles' }
    },
  },
  {
    name: 'add',
    usage: 'add USER-ID --organisation ODS [options]',
    summary: 'gives the person one more',
    words: 1,
    options: ROLE_OPTIONS,
    async run(given) {
      const path = `${personOf(given)}/roles`
      const json = await control<Shown>(given.where, 'POST', path, roleBody(given))
      return { json, text: columns([line(json)]) }
    },
  },
  {
    name: 'remove',
    usage: 'remove USER-ID ROLE-ID',
    summary: 'takes one away; it counts on the next call',
    words: 2,
    async run(given) {
      const roleId = given.word(1, 'USER-ID ROLE-ID')
      const path = `${personOf(given)}/roles/${encodeURIComponent(roleId)}`
      await control(given.where, 'DELETE', path)
      return { json: { removed: roleId }, text: `removed ${roleId}` }
    },
  },
]

/** `ers-sandbox role`: role profiles of people in a running sandbox. */
export const role = commandOf({
  name: 'role',
  summary: 'list, add and remove the role profiles of a person',
  verbs: VERBS,
  optionHelp: `  --organisation ODS   where the role is held
  --function FUNCTION  e-RS business function that it gives; may be repeated
  --activity CODE      activity, B1101; may be repeated
  --job-role CODE      job role (R8000)
  --role-id ID         role profile id, 12 digits (made if absent)`,
  examples: [
    'ers-sandbox role add 021600556514 --organisation R69 --function SERVICE_PROVIDER_CLINICIAN',
    'ers-sandbox role list 021600556514',
    'ers-sandbox role remove 021600556514 555254240100',
  ],
})
