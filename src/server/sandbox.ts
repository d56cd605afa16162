import type { Hono } from 'hono'
import type { Endpoint, Service } from '../http/endpoint.js'
import type { Exchange } from '../http/exchange.js'
import type { PostMessage } from '../http/post-message.js'
import { Coverage } from '../journal/coverage.js'
import { Habits } from '../journal/habits/habits.js'
import { Journal } from '../journal/journal.js'
import { keepRobotsAtWork } from '../robots/crew/shift.js'
import { Line, ROBOT_AGENT } from '../robots/line.js'
import { createPasRobots } from '../robots/pas/index.js'
import { KeyStore } from '../services/auth/keys.js'
import { isoInstant } from '../world/instant.js'
import { Images } from '../world/seed/images.js'
import type { Progress } from '../world/seed/spec.js'
import { Snapshots } from '../world/snapshots.js'
import { PAS_ROBOT_ADDRESS } from '../world/tables/message-handling-system.js'
import type { World } from '../world/world.js'
import { DEFAULT_WORLD, Worlds } from '../world/worlds.js'
import { strictPatterns, strictProblem } from './advice-rules.js'
import { createApp } from './app.js'
import { INSIDE } from './incoming.js'
import { listenLdap } from './ldap/listener.js'
import type { LdapHost } from './ldap/talk.js'
import type { Listening } from './listener.js'
import { type Addresses, type Listeners, openListeners } from './listeners.js'
import { exchangeLog, type Write } from './log.js'
import { DEFAULT_OPTIONS, OptionError, type SandboxOptions } from './options.js'
import { createPostMessage } from './outbound/post-message.js'
import { createServices } from './services.js'
import { giveWay } from './sleep.js'
import { certificateOptions } from './tls/certificate-options.js'
import { Certificates } from './tls/certificates.js'

/** The whole of it: worlds, services, keys and journals of one process. */
export class Sandbox {
  readonly options: SandboxOptions
  readonly worlds: Worlds
  readonly keys: KeyStore
  readonly snapshots: Snapshots
  readonly certificates: Certificates
  /** Posts messages to endpoints that the directory names. */
  readonly postMessage: PostMessage
  readonly services: readonly Service[]
  readonly app: Hono
  readonly #journals = new WeakMap<World, Journal>()
  readonly #coverages = new WeakMap<World, Coverage>()
  readonly #habits = new WeakMap<World, Habits>()
  readonly #write: Write
  readonly #stop = new AbortController()
  readonly #directory: LdapHost
  readonly #worldPorts = new Map<string, Promise<Listening>>()
  #listeners: Listeners | undefined

  constructor(options: SandboxOptions, images: Images, write: Write) {
    this.options = options
    this.#write = write
    const defaults = { ...options.clock, strict: strictPatterns(options.strict) }
    this.worlds = new Worlds(images, defaults, options.data)
    this.keys = new KeyStore(options.data)
    this.snapshots = new Snapshots(options.data)
    this.certificates = new Certificates(certificateOptions(options))
    this.postMessage = createPostMessage({
      credentials: () => this.certificates.own(),
      stop: this.#stop.signal,
    })
    const log = exchangeLog(options.log, options.mask, write)
    const journalOf = (world: World) => this.journalOf(world)
    const onExchange = log && { onExchange: log }
    const onFailure = (exchange: Exchange, error: unknown) => reportFailure(exchange, error, write)
    const hospitals = createPasRobots((world) => this.#lineTo(world))
    this.services = createServices({
      keys: this.keys,
      mutualTls: options.mtls,
      ldapUrl: () => this.#listeners?.ldapUrl,
      post: this.postMessage,
      journalOf,
      localParties: new Map([[PAS_ROBOT_ADDRESS, hospitals.receive]]),
      ...onExchange,
    })
    this.worlds.onOpened((world) => {
      for (const service of this.services) service.opened?.(world)
      keepRobotsAtWork(world, this.#lineTo(world))
      hospitals.opened(world)
    })
    this.app = createApp({
      worlds: this.worlds,
      services: this.services,
      journalOf,
      ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
      ...onExchange,
      onFailure,
      watch: (exchange, endpoint) => this.#watch(exchange, endpoint),
    })
    const addressOf = (world: World) => this.#addressOf(world)
    this.#directory = { worlds: this.worlds, journalOf, addressOf, onFailure, ...onExchange }
  }

  /** Carries a request of a simulated party: the same way as everybody's, inside the process. */
  readonly carry = async (request: Request): Promise<Response> => {
    await giveWay()
    return this.app.fetch(request, INSIDE)
  }

  /** Where the robots of a world find it. */
  #lineTo({ name }: World): Line {
    return new Line(`http://localhost/worlds/${name}`, this.carry)
  }

  /** The exchanges of a world. */
  journalOf(world: World): Journal {
    let journal = this.#journals.get(world)
    if (!journal) {
      journal = new Journal(this.options.journal)
      this.#journals.set(world, journal)
      const coverage = this.coverageOf(world)
      journal.listen((exchange) => {
        if (isOfSoftware(exchange)) coverage.add(exchange)
      })
    }
    return journal
  }

  /** What the software under test has used of a world. */
  coverageOf(world: World): Coverage {
    const coverage = this.#coverages.get(world) ?? new Coverage()
    this.#coverages.set(world, coverage)
    return coverage
  }

  /** Looks at the habits of the software under test. */
  #watch(exchange: Exchange, endpoint: Endpoint | undefined): void {
    if (!endpoint?.watch || !isOfSoftware(exchange)) return
    const habits = this.#habits.get(exchange.world) ?? new Habits()
    this.#habits.set(exchange.world, habits)
    habits.watch(exchange, endpoint.watch)
  }

  /** Starts to listen; refuses with a ListenError or a TlsError that says what to do. */
  async listen(): Promise<Addresses> {
    const { app, certificates } = this
    await certificates.check()
    const behind = { app, certificates, directory: this.#directory, write: this.#write }
    this.#listeners = await openListeners(behind, this.options)
    return this.#listeners
  }

  /** Address of one world's directory over LDAP: a port of its own, opened when first asked for. */
  async ldapOf(world: string, port = 0): Promise<string> {
    this.worlds.get(world)
    const { host } = this.options
    const known = this.#worldPorts.get(world)
    if (known) return (await known).url
    const listening = listenLdap(this.#directory, { host, port, world })
    this.#worldPorts.set(world, listening)
    listening.catch(() => this.#worldPorts.delete(world))
    return (await listening).url
  }

  /** Where a world is reached over HTTP, once something listens. */
  #addressOf({ name }: World): string | undefined {
    const origin = this.options.publicUrl ?? this.#listeners?.url
    return origin && (name === DEFAULT_WORLD ? origin : `${origin}/worlds/${name}`)
  }

  /** Ends gracefully: running exchanges first, then the worlds. */
  async close(): Promise<void> {
    for (const listening of this.#worldPorts.values()) await (await listening).close()
    const closing = this.#listeners?.close()
    // An exchange that waits for something in a world waits no longer.
    await this.worlds.stop()
    await closing
    await this.worlds.close()
    // What was under way counts as never tried: a kept world goes on with it when it is opened again.
    this.#stop.abort()
  }
}

/** Whether a client asked; simulated parties and the sandbox itself are no software under test. */
const isOfSoftware = ({ direction, request }: Exchange): boolean =>
  direction === 'IN' && request.header('user-agent') !== ROBOT_AGENT

/** A bug of the sandbox: the client gets the service's own 500, the developer of the sandbox this. */
function reportFailure(exchange: Exchange, error: unknown, write: Write): void {
  const { request, id, world } = exchange
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  write(
    `${isoInstant(exchange.started)} FAILED ${request.method} ${request.path} (world ${world.name}, exchange ${id})\n${text}`,
  )
}

/** What the caller asked for, and what holds otherwise; refuses with an OptionError. */
function complete(options: Partial<SandboxOptions>): SandboxOptions {
  const all = { ...DEFAULT_OPTIONS, ...options }
  const wrong = strictProblem(strictPatterns(all.strict))
  if (wrong !== undefined) throw new OptionError(`strict: ${wrong}`)
  return all
}

/**
 * Makes a sandbox of the services alone; the seed is read here. `write` takes the lines of the log,
 * `progress` is told how far synthetic patients are.
 */
export async function createSandbox(
  options: Partial<SandboxOptions> = {},
  write: Write = (line) => process.stdout.write(`${line}\n`),
  progress?: Progress,
): Promise<Sandbox> {
  const all = complete(options)
  const images = new Images({
    source: all.seed,
    number: all.seedNumber,
    patients: all.patients,
  })
  await images.warm({}, progress)
  return new Sandbox(all, images, write)
}
