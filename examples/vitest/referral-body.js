const system = (name) => `https://fhir.nhs.uk/STU3/CodeSystem/${name}`
const profile = (name) => ({ profile: [`https://fhir.nhs.uk/STU3/StructureDefinition/${name}`] })

const criteria = {
  resourceType: 'Parameters',
  id: 'criteria',
  meta: profile('eRS-ServiceSearchCriteria-Parameters-1'),
  parameter: [
    { name: 'priority', valueCoding: { system: system('eRS-Priority-1'), code: 'ROUTINE' } },
    { name: 'specialty', valueCoding: { system: system('SPECIALTY'), code: 'CARDIOLOGY' } },
    {
      name: 'clinicType',
      valueCoding: { system: system('eRS-ClinicType-1'), code: 'HEART_FAILURE' },
    },
    { name: 'ageAndGenderAppropriate', valueBoolean: true },
  ],
}

/** The body of A011: a routine cardiology referral of a patient to a service. */
export const referralBody = (nhsNumber, service) => ({
  resourceType: 'Parameters',
  meta: profile('eRS-CreateReferral-Parameters-1'),
  parameter: [
    {
      name: 'patient',
      valueIdentifier: { system: 'http://fhir.nhs.net/Id/nhs-number', value: nhsNumber },
    },
    {
      name: 'intentionToAddReferralLetter',
      valueCoding: {
        system: system('eRS-ReferralLetterIntention-1'),
        code: 'NOT_INTENDING_TO_ADD',
      },
    },
    { name: 'firstReminderLetterFollowUpDays', valueUnsignedInt: 0 },
    {
      name: 'shortlist',
      resource: {
        resourceType: 'List',
        meta: profile('eRS-Shortlist-List-1'),
        status: 'current',
        mode: 'snapshot',
        contained: [criteria],
        extension: [
          {
            url: 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-eRS-Shortlist-SearchCriteria-1',
            valueReference: { reference: '#criteria' },
          },
        ],
        entry: [
          {
            item: { identifier: { system: 'http://fhir.nhs.net/Id/ers-service', value: service } },
          },
        ],
      },
    },
  ],
})
