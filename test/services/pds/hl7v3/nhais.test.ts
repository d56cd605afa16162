import { describe, expect, test } from 'vitest'
import { current, findPatient, type Patient } from '../../../../src/world/tables/patient.js'
import type { World } from '../../../../src/world/world.js'
import { deliver, message, outcomeOf, spine } from '../../tms/support.js'
import {
  care,
  careCode,
  deathNotified,
  objectId,
  performer,
  registeringAuthority,
  registrationEvent,
  removalEvent,
  type UpdateBody,
  updateRequest,
} from './update-bodies.js'

/** Nobody has removed them, and they live. */
const ALIVE = '9000000033'

let count = 0
const bring = (world: World, request: string, body: UpdateBody) => {
  const payload = request.endsWith('UK03') ? 'PdsNhaisUpdateRequest' : 'PdsUpdateRequest'
  const id = `C1B2C3D4-0000-4000-8000-${String(++count).padStart(12, '0')}`
  return outcomeOf(
    deliver(world, message(request, updateRequest({ nhsNumber: ALIVE, payload, ...body }), { id })),
  )
}

const held = (world: World) => findPatient(world.store, ALIVE) as Patient

const practiceOf = (world: World) => current(held(world).practices)

const NEW_GP = care('added', careCode('1') + performer('A20047'))
const AUTHOR = registeringAuthority('y', 'person')
const DIED = '<deceasedTime value="20240614" updateMode="added"/>'

describe.each([
  ['6.3', 'PRPA_IN000204UK03', 'PRPA_IN000209UK01'],
  ['7.2', 'PRPA_IN000204UK06', 'PRPA_IN000209UK02'],
] as const)('an update of a registration in release %s', (release, request, answer) => {
  const update = (world: World, body: UpdateBody) => bring(world, request, body)
  const removal = (mode: string, reason?: string, more?: string) =>
    removalEvent(release, mode, reason, more)
  const death = (mode: string, status?: string, author = AUTHOR): UpdateBody => {
    const time = `<deceasedTime ${status ? 'value="20240614"' : ''}/>`
    return release === '6.3'
      ? {
          ...(author && { author }),
          person: time.replace('/>', ` updateMode="${mode}"/>`),
          observed: deathNotified(mode, status),
        }
      : {
          person: `<COCT_MT000211UK01.PartDeceasedTime classCode="PART" updateMode="${mode}"><partPerson>${time}</partPerson></COCT_MT000211UK01.PartDeceasedTime>`,
          observed: deathNotified(
            mode,
            status,
            author && `<responsibleParty typeCode="RESP">${author}</responsibleParty>`,
          ),
        }
  }

  test('registers with a practice, whatever system sends it', () => {
    const world = spine()
    expect(update(world, { person: NEW_GP })).toMatchObject({
      interactionId: answer,
      type: 'AA',
      codes: [],
    })
    expect(practiceOf(world)).toMatchObject([{ odsCode: 'A20047' }])
    expect(held(world).version).toBe(3)
  })

  test('changes the practice', () => {
    const world = spine()
    update(world, { person: NEW_GP })
    const [{ id = '' } = {}] = practiceOf(world)
    const person = care('altered', careCode('1') + objectId(id) + performer('Y12345'))
    expect(update(world, { version: 3, person })).toMatchObject({ type: 'AA' })
    expect(practiceOf(world)).toMatchObject([{ id, odsCode: 'Y12345' }])
  })

  test('takes somebody off the list, with the reason, and puts them back with a new practice', () => {
    const world = spine()
    update(world, { person: NEW_GP })
    expect(update(world, { version: 3, observed: removal('added', 'EMB') })).toMatchObject({
      type: 'AA',
    })
    expect(held(world).removal).toEqual({ reason: 'EMB', period: { start: '2026-01-15' } })
    expect(practiceOf(world)).toEqual([])
    const back = { version: 4, person: NEW_GP, observed: removal('removed') }
    expect(update(world, back)).toMatchObject({ type: 'AA' })
    expect(held(world).removal).toBeUndefined()
    expect(practiceOf(world)).toMatchObject([{ odsCode: 'A20047' }])
  })

  test('a new practice alone takes the reason away', () => {
    const world = spine()
    update(world, { observed: removal('added', 'CGA') })
    expect(update(world, { version: 3, person: NEW_GP })).toMatchObject({ type: 'AA' })
    expect(held(world).removal).toBeUndefined()
  })

  test('formally notifies a death, and takes it back', () => {
    const world = spine()
    expect(update(world, death('added', '2'))).toMatchObject({ type: 'AA' })
    expect(held(world).death).toMatchObject({ date: '2024-06-14', status: '2' })
    expect(update(world, { version: 3, ...death('removed', undefined, '') })).toMatchObject({
      type: 'AA',
    })
    expect(held(world).death).toBeUndefined()
  })

  test('is for sensitive records too', () => {
    const world = spine()
    expect(update(world, { nhsNumber: '9000000025', person: NEW_GP })).toMatchObject({
      codes: ['15', 'IU058'],
    })
    const observed = removal('added', 'ORR')
    expect(update(world, { nhsNumber: '9000000025', observed })).toMatchObject({ type: 'AA' })
  })

  test.each<readonly [string, UpdateBody, string]>([
    ['GP_PROVDER_RULE86', { person: NEW_GP, observed: removal('added', 'EMB') }, 'GE002'],
    [
      'GP_PROVDER_RULE86',
      { ...death('added', '2'), person: `${death('added', '2').person}${NEW_GP}` },
      'GE002',
    ],
    ['REG_REMOVAL_AND_PCP_MUTUALLY_EXCLUSIVE', { observed: removal('removed') }, 'GE002'],
    ['INVALID_GPREG', { person: NEW_GP.replace('A20047', 'A2004700000') }, 'GE002'],
    ['MANDATORY_FIELD_MISSING', { observed: registrationEvent('added', '') }, 'GE007'],
    ['MANDATORY_FIELD_MISSING', { observed: removal('added', '') }, 'GE007'],
    ['MANDATORY_FIELD_MISSING', { observed: removal('added', 'EMB', ' ') }, 'GE007'],
    ['AUTHOR_UNSPECIFIED_ON_DEATH', death('added', '2', ''), 'GE007'],
    [
      'DECEASED_TIME_CHANGED_ON_REMOVAL',
      changed(release, death('removed', undefined, '')),
      'GE002',
    ],
    [
      'DEATH_NOTIFICATION_CHANGED_ON_REMOVAL',
      {
        ...death('removed', undefined, ''),
        observed: deathNotified('removed', '2'),
      },
      'GE002',
    ],
    ['INCONSISTENT_DEATH_UPDATE', { observed: death('added', '2').observed ?? '' }, 'GE002'],
  ])('is refused by the rule %s', (rule, body, detail) => {
    const world = spine()
    const before = JSON.stringify(held(world))
    expect(update(world, body)).toMatchObject({
      interactionId: 'MCCI_IN010000UK13',
      type: 'AE',
      codes: ['15', detail],
      texts: ['Update Failed', rule],
    })
    expect(JSON.stringify(held(world))).toBe(before)
  })

  test.each<readonly [string, UpdateBody, string]>([
    ['a stale version', { version: 1, person: NEW_GP }, 'GE002'],
    ['a reason that is not in the list', { observed: removal('added', 'ZZZ') }, 'GE002'],
    ['an organisation that is no practice', { person: NEW_GP.replace('A20047', 'FWC87') }, 'IU058'],
  ])('is refused for %s', (_, body, detail) => {
    expect(update(spine(), body)).toMatchObject({ type: 'AE', codes: ['15', detail] })
  })
})

describe('in release 6.3', () => {
  test('an author names the person who registers', () => {
    expect(
      bring(spine(), 'PRPA_IN000204UK03', { author: registeringAuthority('y'), person: NEW_GP }),
    ).toMatchObject({ codes: ['15', 'GE007'], texts: ['Update Failed', 'MANDATORY_FIELD_MISSING'] })
  })

  test('a death is taken back without an author', () => {
    const body = {
      author: AUTHOR,
      person: DIED.replace('value="20240614" updateMode="added"', 'updateMode="removed"'),
      observed: deathNotified('removed'),
    }
    expect(bring(spine(), 'PRPA_IN000204UK03', body)).toMatchObject({
      texts: ['Update Failed', 'AUTHOR_CHANGED_ON_REMOVAL'],
    })
  })
})

/** A removal of a death that says when it was. */
function changed(release: '6.3' | '7.2', body: UpdateBody): UpdateBody {
  const { person = '' } = body
  const told =
    release === '6.3'
      ? person.replace('<deceasedTime ', '<deceasedTime value="20240614" ')
      : person.replace('<deceasedTime', '<deceasedTime value="20240614"')
  return { ...body, person: told }
}
