// Writes the documents that are made from the code: npm run docs.
import { writeFileSync } from 'node:fs'
import { operationsDocument } from '../dist/documents/operations.js'
import { referralLifeDocument } from '../dist/documents/referral-life.js'

writeFileSync('docs/operations.md', operationsDocument())
writeFileSync('docs/referral-life.md', referralLifeDocument())
