/** What patients come with: where their referrer looks for a service, and what the letter says. */
export interface Complaint {
  readonly specialty: string
  readonly clinicType: string
  readonly letter: string
}

export const COMPLAINTS: readonly Complaint[] = [
  {
    specialty: 'CARDIOLOGY',
    clinicType: 'HEART_FAILURE',
    letter: 'Thank you for seeing this patient, who is short of breath on stairs.',
  },
  {
    specialty: 'CARDIOLOGY',
    clinicType: 'ARRHYTHMIA',
    letter: 'Thank you for seeing this patient with palpitations in the evening.',
  },
  {
    specialty: 'DERMATOLOGY',
    clinicType: 'PSORIASIS',
    letter: 'Thank you for seeing this patient. Ointments have not helped for a year.',
  },
  {
    specialty: 'NEUROLOGY',
    clinicType: 'HEADACHE',
    letter: 'Thank you for seeing this patient with weekly attacks of headache.',
  },
  {
    specialty: 'EAR_NOSE_THROAT',
    clinicType: 'TINNITUS',
    letter: 'Thank you for seeing this patient, who hears a whistle in the left ear.',
  },
  {
    specialty: 'ORTHOPAEDICS',
    clinicType: 'KNEE',
    letter: 'Thank you for seeing this patient. The right knee locks on walking.',
  },
  {
    specialty: 'RESPIRATORY_MEDICINE',
    clinicType: 'ASTHMA',
    letter: 'Thank you for seeing this patient, who wakes at night in spite of an inhaler.',
  },
  {
    specialty: 'DIABETIC_MEDICINE',
    clinicType: 'PODIATRY_AND_FOOT',
    letter: 'Thank you for seeing this patient with a small ulcer of the foot.',
  },
]
