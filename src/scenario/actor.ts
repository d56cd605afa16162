import type { Standing } from '../robots/professional.js'

/** A member of staff in a story. */
export interface ProfessionalActor extends Standing {
  readonly kind: 'professional'
  /** What sentences call them. */
  readonly name: string
}

/** A patient in a story. */
export interface PatientActor {
  readonly kind: 'patient'
  readonly name: string
  readonly nhsNumber: string
  /** Test user with whom they log in to apps. */
  readonly user: string
}

export type Actor = ProfessionalActor | PatientActor
