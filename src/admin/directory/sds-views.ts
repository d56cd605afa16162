import { z } from '@hono/zod-openapi'
import { endpointFields, systemFields } from '../../world/seed/kinds/directory-fields.js'
import { asid } from '../../world/seed/values.js'
import type { AccreditedSystem } from '../../world/tables/accredited-system.js'
import {
  interactionOf,
  type MessageHandlingSystem,
} from '../../world/tables/message-handling-system.js'

/** An endpoint as the control API shows it. */
export const EndpointView = z
  .object({ id: z.string(), ...endpointFields })
  .extend({ interaction: z.string() })
  .openapi('DirectoryEndpoint')

export const SystemView = z.object({ asid, ...systemFields }).openapi('AccreditedSystem')

export const Warnings = z
  .array(z.string())
  .openapi({ description: 'What the directory takes although it is odd' })

/** A system with what it receives. */
export const DescribedSystem = z
  .object({ system: SystemView, endpoints: z.array(EndpointView), warnings: Warnings })
  .openapi('DescribedSystem')

export const systemView = ({
  position: _,
  ...system
}: AccreditedSystem): z.infer<typeof SystemView> => system as z.infer<typeof SystemView>

export const endpointView = ({
  position: _,
  ...entry
}: MessageHandlingSystem): z.infer<typeof EndpointView> =>
  ({ ...entry, interaction: interactionOf(entry as MessageHandlingSystem) }) as z.infer<
    typeof EndpointView
  >
