import { expect, test } from 'vitest'
import { type PolicyDates, standingOn } from '~/campaigns/policies/policy'

const policy = (dates: Partial<PolicyDates>): PolicyDates => ({
  adoptedOn: null,
  endedOn: null,
  adoptedNoLater: false,
  endedNoLater: false,
  checkedOn: '2026-11-20',
  ...dates,
})

test('a policy of 2014 was in force in 2015, and may have been at any time of 2014', () => {
  const of2014 = policy({ adoptedOn: '2014' })
  expect(standingOn(of2014, '2013-12-31')).toBe('no')
  expect(standingOn(of2014, '2014-06-15')).toBe('maybe')
  expect(standingOn(of2014, '2015-01-01')).toBe('yes')
})

test('one that ended in March 2019 was over in April, and may have been on a day of March', () => {
  const ended = policy({ adoptedOn: '2014-05-02', endedOn: '2019-03' })
  expect(standingOn(ended, '2014-05-01')).toBe('no')
  expect(standingOn(ended, '2014-05-02')).toBe('yes')
  expect(standingOn(ended, '2019-02-28')).toBe('yes')
  expect(standingOn(ended, '2019-03-15')).toBe('maybe')
  expect(standingOn(ended, '2019-04-01')).toBe('no')
})

test('one whose beginning nobody knows was in force once somebody had seen it', () => {
  expect(standingOn(policy({}), '2026-11-20')).toBe('yes')
  expect(standingOn(policy({}), '2014-01-01')).toBe('maybe')
})

test('what is known from a list may be older than the list, and may have ended before the list without it', () => {
  const listed = policy({
    adoptedOn: '2025-05-16',
    adoptedNoLater: true,
    endedOn: '2025-06-17',
    endedNoLater: true,
    checkedOn: '2025-06-06',
  })
  expect(standingOn(listed, '2025-05-01')).toBe('maybe')
  expect(standingOn(listed, '2025-06-06')).toBe('yes')
  expect(standingOn(listed, '2025-06-10')).toBe('maybe')
  expect(standingOn(listed, '2025-06-17')).toBe('no')
})
