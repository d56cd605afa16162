import { spawnSync } from 'node:child_process'

/** Ends the run with one clear sentence where there are no LDAP tools. */
export default function needLdapUtils(): void {
  if (spawnSync('ldapsearch', ['-VV']).error === undefined) return
  process.stderr.write(
    "These tests need OpenLDAP's tools: install them with 'apt-get install -y ldap-utils'.\n",
  )
  process.exit(1)
}
