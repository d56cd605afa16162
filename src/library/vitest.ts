import { expect } from 'vitest'
import './matcher-types.js'
import { ersMatchers } from './matchers.js'

expect.extend(ersMatchers)
