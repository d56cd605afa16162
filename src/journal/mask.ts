/** Names of what lets somebody in: tokens, codes, tickets, secrets. */
const SECRETS =
  'access_token|refresh_token|id_token|client_secret|client_assertion|assertion|subject_token|actor_token|logout_token|token|tokenid|subjectid|sso_ticket|code|code_verifier|state|nonce|session_code|id_token_hint|asserted_login_identity|password'

/** Digits of an NHS number, and secrets as they stand in addresses, forms, JSON and headers. */
const SENSITIVE = new RegExp(
  [
    '\\b\\d{10}\\b',
    `(?<=\\b(?:${SECRETS})=)[^&\\s]+`,
    `(?<="(?:${SECRETS})"\\s*:\\s*")[^"]+`,
    '(?<=\\b(?:Bearer|Basic)\\s)[\\w.~+/=-]+',
    '(?<=pro-xapi-session_)[\\w-]+',
  ].join('|'),
  'g',
)

/** A text without NHS numbers, tokens, codes, tickets and secrets. */
export const maskText = (text: string): string => text.replace(SENSITIVE, '***')
