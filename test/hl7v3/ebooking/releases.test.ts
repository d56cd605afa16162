import { describe, expect, test } from 'vitest'
import {
  cancellationCodeOf,
  cancellationReasonOf,
  ebookingInteractions,
  findInteraction,
  interactionOf,
  NON_ATTENDANCE,
  nonAttendanceCodeOf,
  nonAttendanceReasonOf,
  priorityCodeOf,
  priorityOf,
  rejectionReason,
  releaseSpoken,
  versionCodeOf,
} from '../../../src/hl7v3/ebooking/index.js'

describe('interactions of the eBooking releases', () => {
  test('every interaction is found by its id, in its family and release', () => {
    const all = ebookingInteractions()
    expect(all).toHaveLength(30)
    for (const { interactionId, family, release } of all) {
      expect(findInteraction(interactionId)).toMatchObject({ family, release })
      expect(interactionOf(family, release).interactionId).toBe(interactionId)
    }
  })

  test('a poll of the older release travels express and has no hurry', () => {
    expect(interactionOf('requestSlots', '2.3')).toMatchObject({
      interactionId: 'PRSC_IN080000UK03',
      pattern: 'forward express',
      persistDuration: 'PT6H',
    })
    expect(versionCodeOf('2.3')).toBe('V3NPfIT2.3')
  })

  test('a partner speaks the newest release of its directory record', () => {
    expect(releaseSpoken(['PRSC_IN080000UK03', 'PRSC_IN080000UK07'])).toBe('3.1.09')
    expect(releaseSpoken(['PRSC_IN080000UK03', 'MCCI_IN010000UK13'])).toBe('2.3')
    expect(releaseSpoken(['MCCI_IN010000UK13'])).toBeUndefined()
  })
})

describe('codes of messages and of the FHIR API', () => {
  test('reasons for cancelling go both ways', () => {
    expect(cancellationReasonOf('01')).toBe('CLINIC_CANCELLED')
    expect(cancellationReasonOf('19')).toBe('NOT_SPECIFIED')
    expect(cancellationReasonOf('24')).toBe('PATIENT_APPOINTMENT_CANCELLATION_OTHER')
    expect(cancellationCodeOf('PROVIDER_CANCELLATION')).toBe('19')
    expect(cancellationCodeOf('REDIRECTED_STAFF_VACATION')).toBe('67')
    expect(cancellationCodeOf('RAISED_IN_ERROR')).toBe('39')
    expect(cancellationCodeOf(undefined)).toBe('39')
  })

  test('reasons for not attending go both ways', () => {
    for (const code of NON_ATTENDANCE.codes)
      expect(nonAttendanceCodeOf(nonAttendanceReasonOf(code))).toBe(code)
    expect(nonAttendanceCodeOf('OTHER_MIGRATION_FROM_CAB')).toBe('9')
  })

  test('priorities go both ways, and the one that is gone is routine', () => {
    for (const code of ['1', '2', '3'] as const) expect(priorityCodeOf(priorityOf(code))).toBe(code)
    expect(priorityOf('4')).toBe('ROUTINE')
    expect(priorityCodeOf('anything')).toBe('1')
  })

  test('a rejection for another reason says it in words', () => {
    expect(rejectionReason('2')).not.toHaveProperty('originalText')
    expect(rejectionReason('7', 'The clinic is full')).toMatchObject({
      displayName: 'The clinic is full',
      originalText: 'The clinic is full',
    })
  })
})
