// Writes docs/operations.md from the declarations of the services: npm run docs.
import { writeFileSync } from 'node:fs'
import { operationsDocument } from '../dist/server/operations-document.js'

writeFileSync('docs/operations.md', operationsDocument())
