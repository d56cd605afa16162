/** The body of A011: a referral to a service. */
export const newReferral = (service) => ({
  resourceType: 'Parameters',
  meta: {
    profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/eRS-CreateReferral-Parameters-1'],
  },
  parameter: [
    {
      name: 'patient',
      valueIdentifier: { system: 'http://fhir.nhs.net/Id/nhs-number', value: '9912003888' },
    },
    {
      name: 'intentionToAddReferralLetter',
      valueCoding: {
        system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-ReferralLetterIntention-1',
        code: 'NEED_TO_ADD_LATER',
      },
    },
    { name: 'firstReminderLetterFollowUpDays', valueUnsignedInt: 0 },
    {
      name: 'shortlist',
      resource: {
        resourceType: 'List',
        meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/eRS-Shortlist-List-1'] },
        status: 'current',
        mode: 'snapshot',
        contained: [
          {
            resourceType: 'Parameters',
            id: 'criteria',
            meta: {
              profile: [
                'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-ServiceSearchCriteria-Parameters-1',
              ],
            },
            parameter: [
              {
                name: 'priority',
                valueCoding: {
                  system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-Priority-1',
                  code: 'ROUTINE',
                },
              },
              {
                name: 'specialty',
                valueCoding: { system: '/STU3/CodeSystem/SPECIALTY', code: 'CARDIOLOGY' },
              },
              {
                name: 'clinicType',
                valueCoding: {
                  system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-ClinicType-1',
                  code: 'HEART_FAILURE',
                },
              },
              { name: 'ageAndGenderAppropriate', valueBoolean: false },
            ],
          },
        ],
        entry: [
          {
            item: {
              identifier: { system: 'http://fhir.nhs.net/Id/ers-service', value: service },
            },
          },
        ],
        extension: [
          {
            url: 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-eRS-Shortlist-SearchCriteria-1',
            valueReference: { reference: '#criteria' },
          },
        ],
      },
    },
  ],
})
