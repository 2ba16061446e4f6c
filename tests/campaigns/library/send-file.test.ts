import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { sendFile } from '~/campaigns/library/send-file.server'

const storage = { has: async () => 100, get: async () => Readable.from(Buffer.alloc(100)) }

const asks = async (headers: Record<string, string>) => {
  const request = new Request('https://example.org/documents/a/b.pdf', { headers })
  return (await sendFile(storage, request, { stored: 'a'.repeat(64), type: 'application/pdf', isKeptForEver: true }))!
}

test('a part that is not there is refused to the one who asked, and no cache keeps that for anybody else', async () => {
  const refused = await asks({ range: 'bytes=99999999999-' })
  expect([refused.status, refused.headers.get('cache-control'), refused.headers.get('content-range')]).toEqual([
    416,
    'no-store',
    'bytes */100',
  ])
  for (const [headers, status] of [
    [{}, 200],
    [{ range: 'bytes=0-9' }, 206],
    [{ 'if-none-match': `"${'a'.repeat(32)}"` }, 304],
  ] as const) {
    const kept = await asks(headers)
    expect([kept.status, kept.headers.get('cache-control')]).toEqual([status, 'public, max-age=31536000, immutable'])
  }
})
