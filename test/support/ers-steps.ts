import { expect } from 'vitest'
import type { ErsClient, Reply } from './client.js'
import {
  booking,
  COMM_RULE,
  type NewReferral,
  newReferral,
  type SlotResource,
  slotQuery,
  worklist,
} from './ers-bodies.js'

/** Steps of a story, each checked: what tests build on. */

export async function refer(client: ErsClient, of: NewReferral = {}): Promise<Reply> {
  const created = await client.post('/STU3/ReferralRequest/$ers.createReferral', newReferral(of))
  expect(created.status, created.text).toBe(201)
  return created
}

export async function freeSlots(
  client: ErsClient,
  service: string,
  more: Record<string, string> = {},
): Promise<SlotResource[]> {
  const found = await client.get(`/STU3/Slot?${slotQuery(service, more)}`, COMM_RULE)
  expect(found.status, found.text).toBe(200)
  return found.json.entry
    .map((entry: { resource: SlotResource & { resourceType: string } }) => entry.resource)
    .filter((resource: { resourceType: string }) => resource.resourceType === 'Slot')
}

export const book = (
  client: ErsClient,
  referral: Reply,
  service: string,
  slot: SlotResource,
): Promise<Reply> =>
  client.post(
    '/STU3/Appointment',
    booking({ ubrn: referral.json.id, version: referral.json.meta.versionId, service }, slot),
  )

/** UBRNs on a worklist. */
export async function onWorklist(client: ErsClient, listType: string): Promise<string[]> {
  const list = await client.post('/STU3/ReferralRequest/$ers.fetchworklist', worklist(listType))
  expect(list.status, list.text).toBe(200)
  return list.json.entry.map((entry: { item: { reference: string } }) =>
    entry.item.reference.replace('ReferralRequest/', ''),
  )
}

/** Codes of the actions that A029 offers. */
export async function actionsFor(
  client: ErsClient,
  ubrn: string,
  version: string,
): Promise<string[]> {
  const query = `focus=ReferralRequest/${ubrn}/_history/${version}&intent=proposal&status=ready`
  const answer = await client.get(`/STU3/Task?${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.json.entry.map(
    (entry: { resource: { code: { coding: { code: string }[] } } }) =>
      entry.resource.code.coding[0]?.code,
  )
}

export const stateOf = (referral: Reply): string =>
  referral.json.extension
    .find((one: { url: string }) => one.url.endsWith('ReferralState-1'))
    .extension.find((one: { url: string }) => one.url === 'state').valueCoding.code

/** The body of an operation on a referral: names, value types, values. */
export const operationBody = (
  profile: string,
  ...parameters: readonly (readonly [name: string, type: string, value: unknown])[]
) => ({
  resourceType: 'Parameters',
  meta: { profile: [`https://fhir.nhs.uk/STU3/StructureDefinition/${profile}`] },
  parameter: parameters.map(([name, type, value]) => ({ name, [type]: value })),
})

/** Sends an operation on a referral at its version, or at another. */
export const operate = (
  client: ErsClient,
  referral: Reply,
  name: string,
  body?: object,
  etag = `W/"${referral.json.meta.versionId}"`,
): Promise<Reply> =>
  client.send(`/STU3/ReferralRequest/${referral.json.id}/$ers.${name}`, {
    method: 'POST',
    headers: { 'If-Match': etag },
    ...(body === undefined ? {} : { body }),
  })
