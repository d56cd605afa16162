import { json } from '../../../../http/answer.js'
import type { Endpoint } from '../../../../http/endpoint.js'
import { issuerOf, NHS_LOGIN_REALM } from '../../realms.js'
import { TRUSTMARK } from './tokens.js'

/** What the values of a vector of trust stand for, where `vtm` points to (auth 6.6). */
export const trustmarkEndpoint: Endpoint = {
  method: 'GET',
  path: `${NHS_LOGIN_REALM.path}${TRUSTMARK}`,
  operation: `${NHS_LOGIN_REALM.name}/trustmark`,
  title: 'Get the trustmark',
  handle: ({ request }) => {
    const issuer = issuerOf(request.base, NHS_LOGIN_REALM)
    return json(200, {
      idp: issuer,
      trustmark_provider: issuer,
      P: ['P0', 'P5', 'P9'],
      C: ['Cp', 'Cd', 'Ck', 'Cm'],
    })
  },
}
