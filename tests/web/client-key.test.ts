import { expect, test } from 'vitest'
import { clientAddress, networkOf } from '~/web/client-key'
import { openRateLimits, openRatchet } from '~/web/rate-limits.server'

test.for([
  ['127.0.0.1', undefined, 0, '127.0.0.1'],
  ['127.0.0.1', '203.0.113.9', 0, '127.0.0.1'],
  ['127.0.0.1', 'made-up, 203.0.113.9', 1, '203.0.113.9'],
  ['127.0.0.1', 'made-up, 203.0.113.9, 10.0.0.1', 2, '203.0.113.9'],
] as const)('from %s with “%s” behind %i proxies the visitor is %s', ([socket, forwarded, hops, visitor]) => {
  expect(clientAddress(socket, forwarded, hops)).toBe(visitor)
})

test.for([['203.0.113.9', '203.0.113.9'], ['::ffff:203.0.113.9', '203.0.113.9'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'], ['2001:DB8:1:2::1', '2001:db8:1:2'], ['fe80::1%eth0', 'fe80:0:0:0'], ['::1', '0:0:0:0']])('%s belongs to %s', ([address, network]) => {
  expect(networkOf(address!)).toBe(network)
})

test('a record of today cannot be matched with an address tomorrow', () => {
  const keyFor = openRatchet()
  const today = new Date('2026-11-24T18:00:00Z')
  expect(keyFor('203.0.113.9', today)).toBe(keyFor('203.0.113.9', today))
  expect(keyFor('203.0.113.9', today)).not.toBe(openRatchet()('203.0.113.9', today))
  const before = keyFor('203.0.113.9', today)
  expect(keyFor('203.0.113.9', new Date('2026-11-25T18:00:00Z'))).not.toBe(before)
})

test('a rally’s Wi-Fi goes on signing: held after sixty, refused only after six hundred; other networks notice nothing', async () => {
  const limits = openRateLimits()
  const now = new Date('2026-11-24T18:00:00Z')
  const verdicts = []
  for (let count = 0; count < 601; count += 1) verdicts.push((await limits.signing('203.0.113.9', now)).verdict)
  expect([verdicts[59], verdicts[60], verdicts[599], verdicts[600]]).toEqual(['ok', 'hold', 'hold', 'refuse'])
  expect((await limits.signing('203.0.113.10', now)).verdict).toBe('ok')
})
