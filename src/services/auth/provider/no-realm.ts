import { type Answer, json } from '../../../http/answer.js'

/** What Keycloak says of a realm it does not have (inferred). */
export const noRealm = (): Answer => json(404, { error: 'Realm does not exist' })
