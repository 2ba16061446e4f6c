import { expect, test } from 'vitest'
import { clientNetwork, networkOf } from '~/web/http/client-key'
import { openDayKey } from '~/web/http/day-key'
import { openRatchet, openRateLimits } from '~/web/http/rate-limits.server'

test.for([
  ['127.0.0.1', undefined, 0, '127.0.0.1'],
  ['127.0.0.1', '203.0.113.9', 0, '127.0.0.1'],
  ['127.0.0.1', 'made-up, 203.0.113.9', 1, '203.0.113.9'],
  ['127.0.0.1', 'made-up, 203.0.113.9, 10.0.0.1', 2, '203.0.113.9'],
  ['127.0.0.1', '203.0.113.9', 3, '203.0.113.9'],
  ['127.0.0.1', '203.0.113.9:52011', 1, '203.0.113.9'],
  ['::1', '[2001:db8:1:2::7]:52011', 1, '2001:db8:1:2'],
  ['::ffff:10.0.0.7', 'made-up', 1, 'made-up'],
] as const)('from %s with “%s” behind %i proxies the visitor is %s', ([socket, forwarded, hops, visitor]) => {
  const request = { socket: { remoteAddress: socket }, headers: { 'x-forwarded-for': forwarded } }
  expect(clientNetwork(request as never, hops)).toBe(visitor)
})

test.for([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::1', '2001:db8:1:2'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2'],
  ['::ffff:cb00:7109', '203.0.113.9'],
  ['unknown', 'unknown'],
])('%s belongs to %s', ([address, network]) => {
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

test('processes that share a key count a network under the same name, today and on the days after, whenever they began', () => {
  const parent = openDayKey()
  const on = (day: number) => new Date(`2026-11-${day}T18:00:00Z`)
  const first = openRatchet(parent(on(24)))
  const second = openRatchet(parent(on(24)))
  const later = openRatchet(parent(on(27)))
  expect(first('203.0.113.9', on(24))).toBe(second('203.0.113.9', on(24)))
  expect(new Set([first, second, later].map((keyFor) => keyFor('203.0.113.9', on(27)))).size).toBe(1)
})

test('a rally’s Wi-Fi goes on signing: held after sixty, refused only after six hundred; other networks notice nothing', async () => {
  const limits = openRateLimits()
  const now = new Date('2026-11-24T18:00:00Z')
  const verdicts = []
  for (let count = 0; count < 601; count += 1) verdicts.push((await limits.signing('203.0.113.9', now)).outcome)
  expect([verdicts[59], verdicts[60], verdicts[599], verdicts[600]]).toEqual(['ok', 'hold', 'hold', 'refuse'])
  expect((await limits.signing('203.0.113.10', now)).outcome).toBe('ok')
})

test('on an action day a hall of a hundred people makes its calls over one Wi-Fi, and one machine that goes on and on is refused', async () => {
  const limits = openRateLimits()
  const now = new Date('2026-11-24T18:00:00Z')
  const verdicts = []
  for (let press = 0; press < 601; press += 1) verdicts.push(await limits.acting('203.0.113.9', now))
  expect(verdicts.slice(0, 600).every(({ outcome }) => outcome === 'ok')).toBe(true)
  expect(verdicts[600]).toEqual({ outcome: 'refuse', retryAfter: expect.any(Number) })
  // Letters and calls use up nothing of what may be signed there, nor of the codes that may be asked for.
  expect([await limits.signing('203.0.113.9', now), await limits.asking('203.0.113.9', now)]).toEqual([
    { outcome: 'ok' },
    { outcome: 'ok' },
  ])
})

test('from a network that is known to be shared ten times as much is taken, and nothing is held', async () => {
  const limits = openRateLimits(['203.0.113.9', '2001:db8:1:2::7'])
  const now = new Date('2026-11-24T18:00:00Z')
  const many = async (what: 'signing' | 'asking' | 'calling', network: string, count: number) => {
    let last = ''
    for (let one = 0; one < count; one += 1) last = (await limits[what](network, now)).outcome
    return last
  }
  expect(await many('signing', '203.0.113.9', 6_000)).toBe('ok')
  expect(await many('signing', '203.0.113.9', 1)).toBe('refuse')
  // A household's /64 is one network, also when it is written down as one address.
  expect([
    await many('asking', networkOf('2001:db8:1:2:abcd::1'), 31),
    await many('asking', networkOf('2001:db8:1:3::1'), 31),
  ]).toEqual(['ok', 'refuse'])
  expect([
    await many('calling', '203.0.113.9', 50),
    await many('calling', '203.0.113.9', 1),
    await many('calling', '203.0.113.10', 6),
  ]).toEqual(['ok', 'refuse', 'refuse'])
})
