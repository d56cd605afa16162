import type { Exchange } from '../../../http/exchange.js'
import { roleName } from '../../../world/rbac/job-roles.js'
import { organisations } from '../../../world/tables/organisation.js'
import {
  findActivePractitioner,
  type Practitioner,
  type RoleProfile,
} from '../../../world/tables/practitioner.js'
import { smartcardChallenges } from '../../../world/tables/smartcard-challenge.js'
import type { SmartcardSession } from '../../../world/tables/smartcard-session.js'
import type { World } from '../../../world/world.js'
import { isSameSecret } from '../same-secret.js'
import { errorUrl, gpAnswer, refuseCard, returned } from './answers.js'
import type { BrokerStep } from './broker-step.js'
import type { GpParameter } from './gp-object.js'
import { openSmartcardSession } from './session.js'
import { sessionTimes } from './session-times.js'

const LOOPBACK = '127.0.0.1'

/** The workstation's address, which the device id ends with: `{id},ClientIP={ip}`. */
const addressOf = (deviceId: string): string =>
  /,ClientIP=([\d.:a-fA-F]{2,45})$/.exec(deviceId)?.[1] ?? LOOPBACK

/** Uses a challenge up; false if it was not put to this Identity Agent, or has ended. */
function answersChallenge(world: World, parameters: ReadonlyMap<string, string>): boolean {
  const { store, clock } = world
  const asked = smartcardChallenges.find(store, parameters.get('challenge') ?? '')
  if (!asked) return false
  smartcardChallenges.remove(store, asked.challenge)
  return (
    asked.expires > clock.now() &&
    isSameSecret(asked.signature, parameters.get('signature') ?? '') &&
    asked.logSessionId === parameters.get('log_session_id')
  )
}

const jobRole = (world: World, { roleId, odsCode, jobRole }: RoleProfile, at: number) => ({
  name: `nhsjobrole${at}`,
  value: `${organisations.find(world.store, odsCode)?.name ?? odsCode}, ${roleName(jobRole)}`,
  attributes: { id: roleId, orgcode: odsCode },
})

/** What the Identity Agent needs to keep and to end the session. */
function sessionParameters(
  { request, world }: Exchange,
  { ticket }: SmartcardSession,
): GpParameter[] {
  const { maximumMinutes, idleMinutes } = sessionTimes(world)
  return [
    { name: 'gas_version', value: '5.2.7' },
    { name: 'sso_ticket', value: ticket },
    { name: 'sso_domain', value: new URL(request.base).hostname },
    { name: 'sso_session_url', value: `${request.base}/sessionmanager/session/update` },
    { name: 'sso_max_session_time', value: String(maximumMinutes) },
    { name: 'sso_keep_alive', value: 'false' },
    { name: 'sso_session_time', value: String(idleMinutes) },
    { name: 'sso_logout_url', value: `${request.base}/login/authlogout` },
  ]
}

const personParameters = (world: World, person: Practitioner): GpParameter[] => [
  { name: 'cn', value: `${person.family} ${person.given}` },
  ...person.roles.map((role, at) => jobRole(world, role, at)),
]

/**
 * The card has signed: the broker opens its session (auth 8.3, validate). What the card signed is not
 * looked at; any card is known whose user is an active person of the directory (chosen).
 */
export const validate: BrokerStep = {
  path: '/login/authvalidate',
  title: 'Log a smartcard in',
  service: 'AUTHENTICATION',
  required: ['log_session_id', 'device_id', 'challenge', 'signature', 'uid', 'response'],
  methods: ['POST'],
  handle(exchange, parameters) {
    const { world } = exchange
    if (!answersChallenge(world, parameters))
      return refuseCard(
        exchange,
        parameters,
        'CHALLENGE_INVALID',
        'The challenge is unknown, used or too old, or was put to another log session.',
      )
    const userId = parameters.get('uid') ?? ''
    const person = findActivePractitioner(world.store, userId)
    if (!person)
      return refuseCard(
        exchange,
        parameters,
        'CARD_UNKNOWN',
        `The card's user '${userId.slice(0, 40)}' is not an active person of the directory.`,
      )
    const address = addressOf(parameters.get('device_id') ?? '')
    const session = openSmartcardSession(world, person, { address })
    exchange.caller = { clientId: 'smartcard', userId }
    return gpAnswer(exchange, [
      ...returned(parameters, 'log_session_id'),
      errorUrl(exchange),
      { name: 'server_ip', value: LOOPBACK },
      ...personParameters(world, person),
      ...sessionParameters(exchange, session),
      ...returned(parameters, 'auth_method', 'app_url', 'service'),
    ])
  },
}
