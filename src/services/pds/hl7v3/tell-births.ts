import { serviceName } from '../../../hl7v3/interaction.js'
import type { Send } from '../../../hl7v3/send.js'
import { tsOfInstant } from '../../../hl7v3/types/time.js'
import { given } from '../../../world/given.js'
import { findAccreditedSystems } from '../../../world/tables/accredited-system.js'
import { organisations } from '../../../world/tables/organisation.js'
import { findPatient, type PatientBirth } from '../../../world/tables/patient.js'
import type { World } from '../../../world/world.js'
import { RELEASES } from './releases.js'
import { birthNotification } from './write/birth-notification.js'

const NOTIFICATION = 'PRPA_IN000208UK03'
const INTERACTION = `${serviceName('pds')}:${NOTIFICATION}`

/** The organisation under which the Spine itself is in the directory. */
const SPINE = 'YES'

const systemsAt = (world: World, odsCode: string): readonly string[] =>
  findAccreditedSystems(world.store, { odsCode, interaction: INTERACTION }).map(({ asid }) => asid)

/** The systems of the child health organisations that a birth names, each once. */
const receivers = (world: World, { childHealth }: PatientBirth): readonly string[] => {
  const { partner, responsible } = childHealth ?? {}
  const told = [partner, responsible].flatMap((one) => (one === undefined ? [] : one.toUpperCase()))
  return [...new Set(told.flatMap((odsCode) => systemsAt(world, odsCode)))]
}

function tell(world: World, send: Send, nhsNumber: string): void {
  const baby = findPatient(world.store, nhsNumber)
  const [sender] = systemsAt(world, SPINE)
  if (!baby?.birth || sender === undefined) return
  const practice = organisations.find(world.store, baby.birth.mother.practice)
  const content = birthNotification({ baby, birth: baby.birth, ...given({ practice }) })
  for (const receiver of receivers(world, baby.birth))
    send(world, {
      service: 'pds',
      reliable: true,
      message: {
        id: world.ids.uuid().toUpperCase(),
        creationTime: tsOfInstant(world.clock.now()),
        versionCode: RELEASES['6.3'],
        interactionId: NOTIFICATION,
        receiver,
        sender,
        controlAct: {
          systems: [sender],
          reasons: [],
          subject: { content, contextConduction: false },
        },
      },
    })
}

/**
 * Lets PDS tell of births: whoever registers one, the systems of the child health organisations that
 * it names get a notification, if they take that (pds 12.2).
 */
export function tellBirths(world: World, send: Send): void {
  world.events.listen(({ kind, action, subject }) => {
    if (kind === 'patient' && action === 'BORN') tell(world, send, subject)
  })
}
