import { usrnOf } from '../../robots/fhir/appointment.js'
import type { HospitalSystem } from '../../robots/hospital/system.js'
import { type News, tell } from '../../robots/hospital/tell.js'
import { choice, mayRefer, optional, refers, usually, whole } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import type { Stage } from '../play/stage.js'
import type { Saved } from '../saved.js'
import { step } from '../step.js'
import { chooseSlot } from './choose-slot.js'
import { reason } from './common.js'

const KINDS = ['DID_NOT_ATTEND', 'APPOINTMENT_CANCELLED', 'SLOT_WITHDRAWN'] as const

interface Given {
  readonly says: (typeof KINDS)[number]
  readonly referral?: string | undefined
  readonly reason?: string | undefined
  readonly slot: number
  readonly 'slots seen by': string
}

const USUAL_REASON = {
  DID_NOT_ATTEND: 'PATIENT_FORGOT',
  APPOINTMENT_CANCELLED: 'CLINIC_CANCELLED',
} as const

const systemOf = ({ asid, party, release, simulated }: Saved): HospitalSystem => ({
  asid: String(asid),
  partyKey: String(party),
  release: release === '2.3' ? '2.3' : '3.1.09',
  simulated: simulated === 'yes',
})

async function newsOf(given: Given, service: string, stage: Stage): Promise<News> {
  const { says: kind } = given
  if (kind === 'SLOT_WITHDRAWN') {
    const who = stage.professional(given['slots seen by'])
    const slot = await chooseSlot(who, service, 'ROUTINE', given.slot)
    stage.tell(`The slot at ${slot.start} is withdrawn.`)
    return { kind, usrn: usrnOf(slot) }
  }
  const ubrn = stage.ubrn(given.referral ?? 'referral')
  return { kind, ubrn, reason: given.reason ?? USUAL_REASON[kind] }
}

export const sendMessage = step({
  name: 'send message',
  does: "A hospital's system tells e-RS something by HL7 message: a patient did not attend, an appointment is cancelled, a slot is withdrawn.",
  example: 'send message: { says: appointment cancelled, reason: clinic cancelled }',
  fields: {
    from: refers('system', 'which system sends it', 'system'),
    says: choice('what it says', KINDS),
    referral: mayRefer('referral', 'of which referral; `referral` if absent'),
    reason: optional(reason('CLINIC_CANCELLED')),
    slot: usually(whole('which free slot is withdrawn, the earliest being 1', 1, 100), '1'),
    'slots seen by': refers('professional', 'whose search shows the slots', 'gp'),
  },
  saves: { kind: 'value', byDefault: 'message', members: { id: 'its HL7 id' } },
  sentence: ({ says }) => `The hospital's system sends a message: ${wordsOf(says)}.`,
  async play(given, stage) {
    const system = stage.saved(given.from)
    const news = await newsOf(given, String(system.service), stage)
    return { id: await tell(stage.line, systemOf(system), news) }
  },
})
