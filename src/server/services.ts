import { createGatewayEndpoints } from '../gateway/status.js'
import type { MutualTls } from '../http/client-certificate.js'
import type { Service } from '../http/endpoint.js'
import type { KeyStore } from '../services/auth/keys.js'
import { createAuthService } from '../services/auth/service.js'
import { smartcardService } from '../services/auth/smartcard/service.js'
import { liveTicket } from '../services/auth/smartcard/session.js'
import { createErsService } from '../services/ers/fhir/service.js'
import { createMimInteractions } from '../services/ers/mim/index.js'
import { objectStoreService } from '../services/ers/object-store.js'
import { createPatientCareService } from '../services/ers/patient-care/service.js'
import { createSessionService } from '../services/ers/session/service.js'
import { pdsService } from '../services/pds/fhir/service.js'
import { PDS_INTERACTIONS } from '../services/pds/hl7v3/interactions/index.js'
import { tellBirths } from '../services/pds/hl7v3/tell-births.js'
import { findPatientSummary } from '../services/pds/summary.js'
import { createSdsService } from '../services/sds/fhir/service.js'
import { directoryLookup } from '../services/sds/lookup.js'
import { odsR4Service } from '../services/sds/ods/fhir/r4/service.js'
import { odsStu3Service } from '../services/sds/ods/fhir/stu3/service.js'
import { ordService } from '../services/sds/ods/ord/service.js'
import { Payloads } from '../services/tms/async/payloads.js'
import { createSend } from '../services/tms/async/send.js'
import { createMessagingService } from '../services/tms/async/service.js'
import { createBatch } from '../services/tms/batch.js'
import { behindCertificates } from '../services/tms/certificate/guard.js'
import type { TmsContext } from '../services/tms/context.js'
import { Registry } from '../services/tms/registry.js'
import { createSyncService } from '../services/tms/sync/service.js'
import { createDeliver, createFindLater, type Outside, patience } from './outbound/deliver.js'
import { fetchJwks } from './outbound/fetch-jwks.js'
import { postForm } from './outbound/post-form.js'

/** What the services are given from outside them. */
export interface ServiceOptions extends Outside {
  readonly keys: KeyStore
  readonly mutualTls: MutualTls
  /** Where the directory is served over LDAP; undefined where it is not. */
  readonly ldapUrl: () => string | undefined
}

/** What the messaging services share: who takes which message, and the way out. */
const messaging = (outside: Outside, mutualTls: MutualTls): TmsContext => ({
  registry: new Registry([
    ...PDS_INTERACTIONS,
    ...createMimInteractions(findPatientSummary),
    createBatch(directoryLookup),
  ]),
  directory: directoryLookup,
  certificates: { mutualTls, partiesOfHost: directoryLookup.partiesOfHost },
  payloads: new Payloads(),
  deliver: createDeliver(outside),
  findLater: createFindLater(outside),
  patience,
})

/** Every service of the Spine, each given what it needs of the others. */
export const createServices = ({
  keys,
  mutualTls,
  ldapUrl,
  ...outside
}: ServiceOptions): readonly Service[] => {
  const tms = messaging(outside, mutualTls)
  const send = createSend(directoryLookup)
  return [
    createAuthService({ keys, fetchJwks, postForm }),
    smartcardService,
    { ...pdsService, opened: (world) => tellBirths(world, send) },
    createSdsService(ldapUrl),
    ordService,
    odsR4Service,
    odsStu3Service,
    createErsService({
      findPatient: findPatientSummary,
      findSystem: directoryLookup.system,
      gatewayEndpoints: createGatewayEndpoints('/referrals'),
      send,
    }),
    objectStoreService,
    createSessionService(findPatientSummary, liveTicket),
    behindCertificates(
      createSyncService({ ...tms, systemOfAsid: directoryLookup.system }),
      tms.certificates,
    ),
    behindCertificates(createMessagingService(tms), tms.certificates),
    createPatientCareService(createGatewayEndpoints('/e-referrals-service-patient-care-api')),
  ]
}
