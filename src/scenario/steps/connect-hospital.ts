import { connectService, registerHospital } from '../../robots/hospital/system.js'
import { choice, pattern, usually } from '../language/fields.js'
import { step } from '../step.js'
import { service } from './common.js'

const RELEASES = { MIM_3_1_09: '3.1.09', MIM_2_3: '2.3' } as const

export const connectHospital = step({
  name: 'connect hospital',
  does: "Registers a hospital's system in the directory and makes it the PAS of a service: e-RS asks it by HL7 message from now on.",
  example: 'connect hospital: { service: 11000, address: "http://localhost:8090/mhs" }',
  fields: {
    service: service('the service'),
    of: usually(
      pattern('the organisation of the system', 'an ODS code', /^[A-Za-z0-9]{2,12}$/),
      'R69',
    ),
    address: pattern(
      'where the system receives messages',
      'an address such as http://localhost:8090/mhs',
      /^https?:\/\/\S{1,400}$/,
    ),
    release: usually(
      choice('the messages that it speaks', ['MIM_3_1_09', 'MIM_2_3']),
      'MiM 3.1.09',
    ),
  },
  saves: {
    kind: 'system',
    byDefault: 'system',
    members: {
      asid: 'its ASID',
      party: 'its party key',
      release: 'the release of messages that it speaks',
      service: 'the service that it is the PAS of',
    },
  },
  sentence: ({ service, of, release }) =>
    `A system of ${of} becomes the PAS of service ${service}; it speaks MiM ${RELEASES[release]}.`,
  async play({ service, of, address, release }, stage) {
    const system = await registerHospital(stage.line, of, RELEASES[release], address)
    await connectService(stage.line, service, system)
    stage.tell(`Its ASID is ${system.asid}, its party key ${system.partyKey}.`)
    return { asid: system.asid, party: system.partyKey, release: system.release, service }
  },
})
