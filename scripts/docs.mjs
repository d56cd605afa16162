// Writes the documents that are made from the code: npm run docs.
import { readFileSync, writeFileSync } from 'node:fs'
import { withRules } from '../dist/documents/findings.js'
import { operationsDocument } from '../dist/documents/operations.js'
import { referralLifeDocument } from '../dist/documents/referral-life.js'
import { scenarioSchemaDocument, withStepReference } from '../dist/documents/scenarios.js'

writeFileSync('docs/findings.md', withRules(readFileSync('docs/findings.md', 'utf8')))
writeFileSync('docs/operations.md', operationsDocument())
writeFileSync('docs/referral-life.md', referralLifeDocument())
writeFileSync('docs/scenarios.md', withStepReference(readFileSync('docs/scenarios.md', 'utf8')))
writeFileSync('scenarios/scenario.schema.json', scenarioSchemaDocument())
