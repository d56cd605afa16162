import { assemble } from '../../../../src/library/assemble.js'
import type { SandboxWorld } from '../../../../src/library/index.js'
import { issueTokenFor } from '../../../../src/services/auth/issue-token-for.js'
import { insertAttachment } from '../../../../src/world/tables/attachment.js'
import type { World } from '../../../../src/world/world.js'
import { CONSULTANT, ErsClient, GP, SECRETARY, type Who } from '../../../support/client.js'

export const NOW = Date.parse('2026-06-01T09:00:00Z')

/** Another practice's clinician, and one of another provider. */
export const OTHER_GP: Who = {
  user: '200000000001',
  organisation: 'Y99001',
  role: 'REFERRING_CLINICIAN',
}
export const OTHER_CONSULTANT: Who = {
  user: '200000000003',
  organisation: 'RZZ',
  role: 'SERVICE_PROVIDER_CLINICIAN',
}
export const PROVIDER_ADMIN: Who = {
  user: '103264994345',
  organisation: 'R69',
  role: 'SERVICE_PROVIDER_CLINICIAN_ADMIN',
  onBehalfOf: '103264994981',
}

/** A sandbox whose world the tests can also act in as the control API would. */
export async function startAdvice() {
  const sandbox = await assemble({
    port: 0,
    log: 'silent',
    clock: { start: NOW, frozen: true },
  })
  const { url } = await sandbox.listen()
  const world = (): World => sandbox.worlds.get('default')
  const view = {
    url,
    token(of: Parameters<SandboxWorld['token']>[0]) {
      const issued = issueTokenFor(world(), of)
      if ('problem' in issued) throw new Error(issued.problem)
      return issued.token
    },
  } as SandboxWorld
  const as = (who: Who) => new ErsClient(view, who)
  return {
    world,
    url,
    as,
    gp: as(GP),
    secretary: as(SECRETARY),
    consultant: as(CONSULTANT),
    reset: () => sandbox.worlds.reset('default'),
    close: () => sandbox.close(),
  }
}

export type Advice = Awaited<ReturnType<typeof startAdvice>>

/** Uploads a file past A020, meant for a request or for none. */
export function upload(world: World, fileName: string, intendedFor: string | null = null): string {
  const id = world.ids.uuid()
  const content = Buffer.from('TEST DOCUMENT - NOT A REAL PATIENT')
  insertAttachment(
    world.store,
    {
      id,
      fileName,
      contentType: 'text/plain',
      size: content.length,
      uploaded: world.clock.now(),
      uploadedBy: GP.user,
      organisation: 'R69',
      onBehalfOf: null,
      intendedFor,
      status: 'AVAILABLE',
      linkedTo: null,
    },
    content,
  )
  return id
}
