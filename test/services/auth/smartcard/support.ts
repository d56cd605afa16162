import { XMLParser } from 'fast-xml-parser'
import type { SandboxWorld } from '../../../../src/library/index.js'
import { type Reply, request } from '../../../support/client.js'

/** A clinician with one role, and one with two. */
export const ONE_ROLE = '103264994981'
export const TWO_ROLES = '921600556514'

type Parameters = Readonly<Record<string, string>>

/** A document as an Identity Agent writes it, document type and all. */
export const gpObject = (parameters: Parameters): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE USER SYSTEM "gpOBJECT.DTD">',
    '<gpOBJECT>',
    ...Object.entries(parameters).map(
      ([name, value]) =>
        `<gpPARAM name="${name}">${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</gpPARAM>`,
    ),
    '</gpOBJECT>',
  ].join('\n')

/** Reads an answer line by line, as Identity Agents do. */
export function parametersIn(text: string): Record<string, string> {
  const lines = text.matchAll(/^<gpPARAM name="([^"]+)"[^>]*>(.*)<\/gpPARAM>$/gm)
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]))
}

export const parametersOf = ({ text }: Reply): Record<string, string> => parametersIn(text)

export const post = (world: SandboxWorld, path: string, body: string): Promise<Reply> =>
  request(`${world.url}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'text/xml',
      'User-Agent': 'Mozilla/4.0(compatible;IE;GACv10. 0. 0. 1)',
      Analytics: '{"Mode":"0","SessionId":"x"}',
    },
    body,
  })

/** What a workstation says of itself with every step. */
export const STATION = {
  auth_method: '3',
  app_url: 'NHST',
  log_session_id: 'Ab3dE5gH7j',
  device_id: 'station1,ClientIP=192.0.2.10',
}

/** The first step: the challenge. */
export async function activate(world: SandboxWorld): Promise<Record<string, string>> {
  const body = gpObject({ ...STATION, service: 'ACTIVATION' })
  return parametersOf(await post(world, '/login/authactivate', body))
}

/** The second step with what the card says, or with something else in it. */
export async function validate(
  world: SandboxWorld,
  uid: string,
  more: Parameters = {},
): Promise<Reply> {
  const { challenge = '', signature = '' } = await activate(world)
  const said = { ...STATION, service: 'AUTHENTICATION', challenge, signature, uid }
  const signed = { card_type: 'p11', response: 'TUlNRQ==', mobility: '0' }
  return post(world, '/login/authvalidate', gpObject({ ...said, ...signed, ...more }))
}

export const ticketOf = async (world: SandboxWorld, uid: string): Promise<string> =>
  parametersOf(await validate(world, uid)).sso_ticket ?? ''

export const selectRole = (world: SandboxWorld, ticket: string, role: string, mode = '0') =>
  request(
    `${world.url}/saml/RoleSelectionGP.jsp?${new URLSearchParams({
      token: ticket,
      selectedRoleUid: role,
      ssbMode: mode,
      fallbackStatus: '0',
      gacVersion: '10.0.0.1',
    })}`,
  )

export const assertRole = (world: SandboxWorld, ticket: string): Promise<Reply> =>
  request(`${world.url}/saml/RoleAssertion?token=${encodeURIComponent(ticket)}`)

export const logOut = (world: SandboxWorld, ticket: string): Promise<Reply> =>
  post(world, '/login/authlogout', gpObject({ service: 'LOGOUT', sso_ticket: ticket, ...STATION }))

interface Attribute {
  readonly AttributeName: string
  readonly 'saml:AttributeValue': string | readonly string[]
}

/** Status and attributes of an assertion, as a parser that is not ours reads them. */
export function readAssertion({ text }: Reply): {
  status: string
  attributes: [string, string[]][]
} {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
  })
  const { 'samlp:Response': response } = parser.parse(text)
  const statement = response['saml:Assertion']?.['saml:AttributeStatement']
  return {
    status: response['samlp:Status']['samlp:StatusCode'].Value,
    attributes: (statement?.['saml:Attribute'] ?? []).map((one: Attribute) => [
      one.AttributeName,
      [one['saml:AttributeValue']].flat(),
    ]),
  }
}
