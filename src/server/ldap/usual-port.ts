/** The port of LDAP where nothing else is said. */
export const USUAL_LDAP_PORT = 1389
