import dgram from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { checkSender, type LookUpText, type SenderToCheck } from '~/channels/mail/check-sender'
import { openLookUpText } from '~/channels/mail/look-up-text.server'

const sender: SenderToCheck = {
  domain: 'correo.saguaro.example',
  key: { selector: 'firme', publicKey: 'MIIBIjANBg' },
  returnDomain: 'example.org',
  mailHost: 'mail.example.org',
}
const dkimName = 'firme._domainkey.correo.saguaro.example'
const good = {
  [dkimName]: ['v=DKIM1; k=rsa; p=MIIB IjANBg'],
  '_dmarc.correo.saguaro.example': ['v=DMARC1; p=none'],
  'example.org': ['v=spf1 a:mail.example.org ~all', 'google-site-verification=1'],
}

/** A DNS with these records; null answers nothing. */
function dnsOf(records: Record<string, string[] | null>): LookUpText {
  return async (name) => {
    const texts = records[name]
    if (texts === null) return { outcome: 'silent' }
    return texts ? { outcome: 'found', texts } : { outcome: 'none' }
  }
}

const checked = async (records: Record<string, string[] | null>, given: Partial<SenderToCheck> = {}) => {
  const { lines, isAligned } = await checkSender(dnsOf(records), { ...sender, ...given })
  return { isAligned, verdicts: Object.fromEntries(lines.map(({ kind, verdict }) => [kind, verdict])), lines }
}

test('mail may come from an address whose domain has our key and a DMARC policy', async () => {
  expect(await checked(good)).toMatchObject({
    isAligned: true,
    verdicts: { dkim: 'good', dmarc: 'good', spf: 'good' },
  })
})

test('what is missing is said with the record to copy, and the address is not used', async () => {
  const { isAligned, lines } = await checked({})
  expect(isAligned).toBe(false)
  expect(lines).toEqual([
    { kind: 'dkim', name: dkimName, value: 'v=DKIM1; k=rsa; p=MIIBIjANBg', found: null, verdict: 'missing' },
    {
      kind: 'dmarc',
      name: '_dmarc.correo.saguaro.example',
      value: 'v=DMARC1; p=none',
      found: null,
      verdict: 'missing',
    },
    { kind: 'spf', name: 'example.org', value: 'v=spf1 a:mail.example.org ~all', found: null, verdict: 'missing' },
  ])
})

test('what others write into their DNS can be kept and shown: without NUL, and not endlessly', async () => {
  const { lines } = await checked({ ...good, 'example.org': [`v=spf1 \0${'a'.repeat(9_000)} ~all`] })
  const spf = lines.find(({ kind }) => kind === 'spf')!
  expect(spf).toMatchObject({ verdict: 'good', found: expect.not.stringContaining('\0') })
  expect(spf.found!.length).toBeLessThanOrEqual(500)
})

test('a domain with very many parts is asked about at the domain and at five above it', async () => {
  const asked: string[] = []
  const domain = `${'a.'.repeat(50)}saguaro.example`
  await checkSender(async (name) => (asked.push(name), { outcome: 'none' }), { ...sender, domain })
  expect(asked.filter((name) => name.startsWith('_dmarc.'))).toEqual(
    [
      domain,
      'a.a.a.a.saguaro.example',
      'a.a.a.saguaro.example',
      'a.a.saguaro.example',
      'a.saguaro.example',
      'saguaro.example',
    ].map((name) => `_dmarc.${name}`),
  )
})

test('a DMARC policy above the domain holds for it, as receivers read it', async () => {
  const { '_dmarc.correo.saguaro.example': _, ...rest } = good
  expect(await checked({ ...rest, '_dmarc.saguaro.example': ['v=DMARC1;p=reject'] })).toMatchObject({
    isAligned: true,
    lines: [{}, { name: '_dmarc.saguaro.example', found: 'v=DMARC1;p=reject', verdict: 'good' }, {}],
  })
})

test('another key, two keys, a policy that cannot be read and one that lets everybody send are each told apart', async () => {
  const dkim = async (...texts: string[]) => (await checked({ ...good, [dkimName]: texts })).verdicts.dkim
  expect(await dkim('v=DKIM1; p=another')).toBe('other-key')
  expect(await dkim('v=DKIM1; p=')).toBe('other-key')
  expect(await dkim('v=DKIM1; p=MIIBIjANBg', 'v=DKIM1; p=another')).toBe('several')
  expect(await dkim('a note')).toBe('missing')
  const dmarc = async (...texts: string[]) =>
    (await checked({ ...good, '_dmarc.correo.saguaro.example': texts })).verdicts.dmarc
  expect(await dmarc('v=DMARC1; rua=mailto:a@example.org')).toBe('wrong')
  expect(await dmarc('v=DMARC1; p=none', 'v=DMARC1; p=none')).toBe('several')
  const spf = async (...texts: string[]) => (await checked({ ...good, 'example.org': texts })).verdicts.spf
  expect(await spf('v=spf1 +all')).toBe('wrong')
  expect(await spf('v=spf1 mx all')).toBe('wrong')
  expect(await spf('v=spf1 -all', 'v=spf1 mx -all')).toBe('several')
})

test('the return path’s own SPF decides nothing: mail from another domain passes by its signature', async () => {
  expect((await checked({ ...good, 'example.org': [] })).isAligned).toBe(true)
})

test('where nobody answers nothing is concluded, unless another line is known to be missing', async () => {
  expect((await checked({ ...good, [dkimName]: null })).isAligned).toBeNull()
  const { '_dmarc.correo.saguaro.example': _, ...rest } = good
  expect((await checked({ ...rest, [dkimName]: null })).isAligned).toBe(false)
})

test('a site that signs no mail says so, and uses no address of a group', async () => {
  expect(await checked(good, { key: null })).toMatchObject({ isAligned: false, verdicts: { dkim: 'no-key' } })
})

test('a real resolver reads a record in several parts, and tells a name without one from a server that is silent', async () => {
  const server = dgram.createSocket('udp4')
  server.on('message', (query, { port }) => {
    if (query.includes('quiet')) return
    const answer = query.includes('there') ? txtAnswer(query, ['v=DKIM1; ', 'p=abc']) : noAnswer(query)
    server.send(answer, port, '127.0.0.1')
  })
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve))
  const lookUp = openLookUpText({ timeout: 100, tries: 1 }, [`127.0.0.1:${(server.address() as AddressInfo).port}`])
  try {
    expect(await lookUp('there.example')).toEqual({ outcome: 'found', texts: ['v=DKIM1; p=abc'] })
    expect(await lookUp('nothing.example')).toEqual({ outcome: 'none' })
    expect(await lookUp('quiet.example')).toEqual({ outcome: 'silent' })
  } finally {
    server.close()
  }
})

/** The question section of a query (RFC 1035 §4.1): a name, type and class. */
function questionOf(query: Buffer): Buffer {
  return query.subarray(12, query.indexOf(0, 12) + 5)
}

function head(query: Buffer, code: number, answers: number): Buffer {
  const bytes = Buffer.alloc(12)
  query.copy(bytes, 0, 0, 2)
  bytes.writeUInt16BE(0x8180 | code, 2)
  bytes.writeUInt16BE(1, 4)
  bytes.writeUInt16BE(answers, 6)
  return bytes
}

function txtAnswer(query: Buffer, parts: string[]): Buffer {
  const data = Buffer.concat(parts.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])))
  const record = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255])
  return Buffer.concat([head(query, 0, 1), questionOf(query), record, data])
}

/** NXDOMAIN. */
function noAnswer(query: Buffer): Buffer {
  return Buffer.concat([head(query, 3, 0), questionOf(query)])
}
