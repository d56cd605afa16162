import { mountControlApi } from '../admin/mount.js'
import type { Write } from '../server/log.js'
import type { SandboxOptions } from '../server/options.js'
import { createSandbox, type Sandbox } from '../server/sandbox.js'
import type { Progress } from '../world/seed/spec.js'

/** A whole sandbox: the services, and the control API beside them. Nothing listens yet. */
export async function assemble(
  options: Partial<SandboxOptions>,
  write?: Write,
  progress?: Progress,
): Promise<Sandbox> {
  const sandbox = await createSandbox(options, write, progress)
  mountControlApi(sandbox.app, sandbox)
  return sandbox
}
