import type { AdviceRequest } from '../../../../world/tables/advice-request.js'
import { findAttachment } from '../../../../world/tables/attachment.js'
import type { World } from '../../../../world/world.js'
import { representMessage } from './advice-message.js'
import { representDocument } from './document-reference.js'
import type { Json } from './elements.js'
import { distinctRoles, representRole, roleId } from './practitioner-role.js'
import { stu3Searchset } from './stu3-bundle.js'

/** All three are applied whether asked for or not; the second is spelt so (ers-fhir 7.25). */
const INCLUDES = [
  'Communication:requester-practitionerrole:PractitionerRole',
  'Communication:sender-practitionerrole:PractionerRole',
  'Communication:content-reference:DocumentReference',
]

interface Found {
  readonly path: string
  readonly resource: Json
  readonly mode: 'match' | 'include'
}

const messages = (advice: AdviceRequest): Found[] =>
  [...advice.messages].reverse().map((message) => ({
    path: `Communication/${message.id}`,
    resource: representMessage(advice, message),
    mode: 'match',
  }))

const roles = (advice: AdviceRequest): Found[] =>
  distinctRoles(advice.messages.flatMap(({ sender, responsible }) => [sender, responsible])).map(
    (role) => ({
      path: `PractitionerRole/${roleId(role)}`,
      resource: representRole(role, roleId(role)),
      mode: 'include',
    }),
  )

const documents = (world: World, advice: AdviceRequest): Found[] =>
  advice.messages
    .flatMap((message) => message.documents)
    .flatMap((document) => {
      const file = findAttachment(world.store, document.attachmentId)
      if (!file) return []
      const resource = { ...representDocument(document, file), id: String(document.id) }
      return [{ path: `DocumentReference/${document.id}`, resource, mode: 'include' as const }]
    })

/** A whole conversation, the newest message first, with its people and files (ers-fhir 7.25). */
export function representConversation(world: World, base: string, advice: AdviceRequest): Json {
  const found = [...messages(advice), ...roles(advice), ...documents(world, advice)]
  const query = [
    `based-on=CommunicationRequest/${advice.ubrn}/_history/${advice.version}`,
    ...INCLUDES.map((include) => `_include=${include}`),
  ].join('&')
  return {
    ...stu3Searchset(world),
    total: advice.messages.length,
    link: [{ relation: 'self', url: `${base}/Communication?${query}` }],
    entry: found.map(({ path, resource, mode }) => ({
      fullUrl: `${base}/${path}`,
      resource,
      search: { mode },
    })),
  }
}
