import { expect, test } from 'vitest'
import { dialable } from '~/actions/calls/bridge/dialable'

test.for([
  ['602 555 0101', '+16025550101'],
  ['(602) 555-0140', '+16025550140'],
  ['+1 213 555 0110', '+12135550110'],
] as const)('%s is rung', ([typed, number]) => expect(dialable(typed)).toEqual({ number }))

test.for([
  ['900 555 0101', 'costly'],
  ['1-900-976-1234', 'costly'],
  ['602 976 1234', 'costly'],
  ['800 555 0101', 'costly'],
  ['888-555-0123', 'costly'],
  ['911', 'wrong'],
  ['411', 'wrong'],
  ['211', 'wrong'],
  ['876 555 0101', 'abroad'],
  ['809 555 0101', 'abroad'],
  ['416 555 0101', 'abroad'],
  ['+52 55 1234 5678', 'abroad'],
  ['602 555', 'wrong'],
  ['', 'wrong'],
] as const)('%s is not, before any provider is asked: %s', ([typed, refused]) =>
  expect(dialable(typed)).toEqual({ refused }),
)
