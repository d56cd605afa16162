import {
  connectService,
  type HospitalSystem,
  type Release,
  registerHospital,
  simulatedHospital,
} from '../../robots/hospital/system.js'
import { choice, optional, pattern, usually } from '../language/fields.js'
import { NotAsExpected, type Stage } from '../play/stage.js'
import { step } from '../step.js'
import { service } from './common.js'

const RELEASES = { MIM_3_1_09: '3.1.09', MIM_2_3: '2.3' } as const

/** The simulated hospital, or a system that is registered now. */
async function systemOf(
  stage: Stage,
  release: Release,
  odsCode: string,
  address: string | undefined,
): Promise<HospitalSystem> {
  if (address !== undefined) return registerHospital(stage.line, odsCode, release, address)
  const found = await simulatedHospital(stage.line, release)
  if (found) return found
  throw new NotAsExpected(`a simulated hospital that speaks MiM ${release}`, 'none in this world')
}

export const connectHospital = step({
  name: 'connect hospital',
  does: "A hospital's system becomes the PAS of a service: e-RS asks it by HL7 message from now on. Without an address it is the simulated hospital; with one a system is registered in the directory.",
  example: 'connect hospital: { service: 11000, release: MiM 2.3 }',
  fields: {
    service: service('the service'),
    release: usually(
      choice('the messages that it speaks', ['MIM_3_1_09', 'MIM_2_3']),
      'MiM 3.1.09',
    ),
    address: optional(
      pattern(
        'where a system of your own receives messages',
        'an address such as http://localhost:8090/mhs',
        /^https?:\/\/\S{1,400}$/,
      ),
    ),
    of: usually(
      pattern('the organisation of a system of your own', 'an ODS code', /^[A-Za-z0-9]{2,12}$/),
      'R69',
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
      simulated: 'yes for the simulated hospital, else no',
    },
  },
  sentence: ({ service, release, address }) =>
    `${address === undefined ? 'The simulated hospital' : `The system at ${address}`} becomes the PAS of service ${service}; it speaks MiM ${RELEASES[release]}.`,
  async play({ service, of, address, release }, stage) {
    const system = await systemOf(stage, RELEASES[release], of, address)
    await connectService(stage.line, service, system)
    stage.tell(`Its ASID is ${system.asid}, its party key ${system.partyKey}.`)
    const { asid, partyKey: party, simulated } = system
    return { asid, party, release: system.release, service, simulated: simulated ? 'yes' : 'no' }
  },
})
