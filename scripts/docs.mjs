// Writes the documents that are made from the code: npm run docs.
import { readFileSync, writeFileSync } from 'node:fs'
import { withRules } from '../build/documents/findings.js'
import { operationsDocument } from '../build/documents/operations.js'
import { referralLifeDocument } from '../build/documents/referral-life.js'
import { scenarioSchemaDocument, withStepReference } from '../build/documents/scenarios.js'

writeFileSync('docs/findings.md', withRules(readFileSync('docs/findings.md', 'utf8')))
writeFileSync('docs/operations.md', operationsDocument())
writeFileSync('docs/referral-life.md', referralLifeDocument())
writeFileSync('docs/scenarios.md', withStepReference(readFileSync('docs/scenarios.md', 'utf8')))
writeFileSync('scenarios/scenario.schema.json', scenarioSchemaDocument())
