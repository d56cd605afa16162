import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readIi } from '../../../../hl7v3/types/ii.js'
import { readValue } from '../../../../hl7v3/types/simple.js'
import { updateModeOf } from '../../../../hl7v3/types/update-mode.js'
import { at, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { observationsOf, onceIn } from '../read/elements.js'
import type { Release } from '../releases.js'
import { isRemoved, type Rule } from './rule.js'

/** An update with the release it is of. */
export interface Update {
  readonly payload: XmlElement
  readonly release: Release
}

const time = ({ payload }: Update) => onceIn(payload, 'deceasedTime')
const notification = ({ payload }: Update) => observationsOf(payload, 'deathNotification')[0]

const hasDeath = (update: Update): boolean =>
  time(update) !== undefined || notification(update) !== undefined

const modeOfTime = (update: Update) => {
  const once = time(update)
  return once && updateModeOf(once.marked)
}

/** Who registers a death: in release 7.2 it stands with the notification (pds 12.15). */
function authority(update: Update): XmlElement | undefined {
  return update.release === '7.2'
    ? at(notification(update), 'responsibleParty/registeringAuthority')
    : at(update.payload, 'author/registeringAuthority')
}

const isAuthority = (element: XmlElement | undefined): boolean =>
  codeOf(childOf(element, 'code')) !== undefined &&
  (readIi(childOf(element, 'id')) ??
    readIi(at(element, 'representedRegisteringOrganization/id'))) !== undefined

/** Time and notification of a death come together, in the same way. */
export const WHOLE_DEATH_RULES: readonly Rule<Update>[] = [
  {
    name: 'INCONSISTENT_DEATH_UPDATE',
    holds: (update) => (time(update) === undefined) === (notification(update) === undefined),
  },
  {
    name: 'DEATH_UPDATE_MODE_INCONSISTENT',
    holds: (update) => {
      const notified = notification(update)
      return notified === undefined || modeOfTime(update) === updateModeOf(notified)
    },
  },
  {
    name: 'INVALID_VALUE',
    holds: (update) => {
      const notified = notification(update)
      return (
        notified === undefined ||
        isRemoved(notified) ||
        ['1', '2'].includes(codeOf(childOf(notified, 'value')) ?? '')
      )
    },
  },
]

const AUTHOR_ON_DEATH: Rule<Update> = {
  name: 'AUTHOR_UNSPECIFIED_ON_DEATH',
  missing: true,
  holds: (update) =>
    !hasDeath(update) || modeOfTime(update) === 'removed' || isAuthority(authority(update)),
}

/** A general update tells who registers a death, and takes none back (pds 13.4). */
export const GENERAL_DEATH_RULES: readonly Rule<Update>[] = [
  ...WHOLE_DEATH_RULES,
  {
    name: 'SOURCE_CANNOT_REMOVE_DATE_OF_DEATH',
    holds: (update) => modeOfTime(update) !== 'removed',
  },
  AUTHOR_ON_DEATH,
  {
    name: 'INVALID_AUTHOR_SPECIFICATION',
    holds: (update) =>
      update.release !== '6.3' || hasDeath(update) || authority(update) === undefined,
  },
  {
    name: 'INVALID_REGISTERING_AUTHORITY_TYPE',
    holds: (update) =>
      update.release !== '6.3' || codeOf(childOf(authority(update), 'code')) !== 'y',
  },
]

/** NHAIS may take a death back, and then says nothing of it. */
export const NHAIS_DEATH_RULES: readonly Rule<Update>[] = [
  ...WHOLE_DEATH_RULES,
  AUTHOR_ON_DEATH,
  {
    name: 'AUTHOR_CHANGED_ON_REMOVAL',
    holds: (update) =>
      update.release !== '6.3' ||
      modeOfTime(update) !== 'removed' ||
      authority(update) === undefined,
  },
  {
    name: 'DECEASED_TIME_CHANGED_ON_REMOVAL',
    holds: (update) =>
      modeOfTime(update) !== 'removed' || readValue(time(update)?.value) === undefined,
  },
  {
    name: 'DEATH_NOTIFICATION_CHANGED_ON_REMOVAL',
    holds: (update) => {
      const notified = notification(update)
      return !notified || !isRemoved(notified) || !codeOf(childOf(notified, 'value'))
    },
  },
]
