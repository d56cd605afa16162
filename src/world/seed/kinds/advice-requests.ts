import { z } from 'zod'
import { ADVICE_STATUSES } from '../../tables/advice-request.js'
import { anyKind, type Claim, type Reference, referenceTo } from '../kind.js'
import { addToPlan, type PlannedAdvice } from '../plan.js'
import {
  count,
  maybe,
  nhsNumber,
  odsCode,
  priority,
  relativeTime,
  serviceId,
  some,
  ubrn,
  userId,
  words,
} from '../values.js'
import { criteria, document } from './referral-schema.js'

const role = z.strictObject({
  userId,
  organisation: odsCode,
  businessFunction: maybe(
    z.enum([
      'REFERRING_CLINICIAN',
      'REFERRING_CLINICIAN_ADMIN',
      'SERVICE_PROVIDER_CLINICIAN',
      'SERVICE_PROVIDER_CLINICIAN_ADMIN',
    ]),
  ),
})

const message = z.strictObject({
  id: count.max(79_999, { error: 'a number below 80000' }),
  sentBy: z.enum(['REQUESTER', 'RESPONDER', 'REFERRER_CLINICAL_INFORMATION_UPDATED']),
  sent: relativeTime,
  sender: role,
  responsible: role,
  text: words,
  documents: z.array(document).default([]),
})

/** An advice and guidance request as a seed describes it. */
const schema: z.ZodType<PlannedAdvice> = z.strictObject({
  ubrn,
  requestId: z.string().regex(/^a\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    error: 'a. and a UUID in lower case',
  }),
  version: count.default(1),
  nhsNumber,
  created: relativeTime,
  updated: relativeTime,
  referringOrganisation: odsCode,
  referringClinician: userId,
  createdBy: userId,
  serviceId,
  criteria,
  priority,
  conversion: z.enum(['AUTHORISED_TO_CONVERT', 'NOT_AUTHORISED_TO_CONVERT']),
  status: z.enum(ADVICE_STATUSES),
  messages: some(message),
  documents: z.array(document).default([]),
})

type At = readonly [path: Reference['path'], document: PlannedAdvice['documents'][number]]

const documentsOf = ({ documents, messages }: PlannedAdvice): At[] => [
  ...documents.map((one, at): At => [['documents', at], one]),
  ...messages.flatMap((sent, at) =>
    sent.documents.map((one, place): At => [['messages', at, 'documents', place], one]),
  ),
]

const messageReferences = ({ messages }: PlannedAdvice): Reference[] =>
  messages.flatMap(({ sender, responsible }, at) => [
    ...referenceTo('practitioners.json', ['messages', at, 'sender', 'userId'], sender.userId),
    ...referenceTo(
      'practitioners.json',
      ['messages', at, 'responsible', 'userId'],
      responsible.userId,
    ),
  ])

/** The files of a converted request are those of the referral made of it, which claims them. */
const documentClaims = (row: PlannedAdvice): Claim[] =>
  row.status === 'ADVICE_CONVERTED'
    ? []
    : documentsOf(row).flatMap(([path, { id, attachmentId }]) => [
        { path: [...path, 'id'], name: 'document number', value: String(id) },
        { path: [...path, 'attachmentId'], name: 'linked attachment', value: attachmentId },
      ])

export const adviceRequestKind = anyKind<PlannedAdvice>({
  file: 'advice-requests.json',
  name: 'advice request',
  schema,
  key: (row) => row.ubrn,
  references: (row) => [
    ...referenceTo('patients.json', ['nhsNumber'], row.nhsNumber),
    ...referenceTo('organisations.json', ['referringOrganisation'], row.referringOrganisation),
    ...referenceTo('practitioners.json', ['referringClinician'], row.referringClinician),
    ...referenceTo('practitioners.json', ['createdBy'], row.createdBy),
    ...referenceTo('services.json', ['serviceId'], row.serviceId),
    ...messageReferences(row),
    ...documentsOf(row).flatMap(([path, { attachmentId, attachedBy }]) => [
      ...referenceTo('attachments.json', [...path, 'attachmentId'], attachmentId),
      ...referenceTo('practitioners.json', [...path, 'attachedBy'], attachedBy),
    ]),
  ],
  claims: (row) => [
    ...row.messages.map(({ id }, at) => ({
      path: ['messages', at, 'id'],
      name: 'message number',
      value: String(id),
    })),
    ...documentClaims(row),
  ],
  save: (store, advice) => addToPlan(store, { advice }),
})
