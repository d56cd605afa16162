import type { Application } from '../../world/tables/application.js'

/** The scopes of the application's products for application-restricted access (auth 3.12). */
export const applicationScopes = ({ scopes }: Application): string[] =>
  scopes.filter((scope) => scope.includes(':app:level3:'))

/** The scopes that name the level a user reached, `aal3` or `P9`; exactly that level (auth 3.5). */
export const levelScopes = ({ scopes }: Application, level: string): string[] =>
  scopes.filter((scope) => scope.includes(`:user-nhs-`) && scope.includes(`:${level}:`))
