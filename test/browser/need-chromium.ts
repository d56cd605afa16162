import { existsSync } from 'node:fs'
import { CHROMIUM } from './chromium.js'

/** Ends the run with one clear sentence where there is no browser. */
export default function needChromium(): void {
  if (existsSync(CHROMIUM)) return
  process.stderr.write(
    `These tests need Chromium at ${CHROMIUM}: install it with 'apt-get install -y chromium', or set CHROMIUM to where it is.\n`,
  )
  process.exit(1)
}
