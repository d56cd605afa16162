import { spawnSync } from 'node:child_process'

interface Tool {
  readonly command: readonly [string, ...string[]]
  /** The package that brings it. */
  readonly from: string
}

const TOOLS: readonly Tool[] = [
  { command: ['ldapsearch', '-VV'], from: 'ldap-utils' },
  { command: ['/usr/bin/python3', '-c', 'import ldap3'], from: 'python3-ldap3' },
]

const works = ({ command: [name, ...args] }: Tool): boolean => spawnSync(name, args).status === 0

/** Ends the run with one clear sentence where a client is missing. */
export default function needTools(): void {
  const missing = TOOLS.filter((tool) => !works(tool)).map(({ from }) => from)
  if (missing.length === 0) return
  process.stderr.write(
    `These tests need other people's clients: install them with 'apt-get install -y ${missing.join(' ')}'.\n`,
  )
  process.exit(1)
}
