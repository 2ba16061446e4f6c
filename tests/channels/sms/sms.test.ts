import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openSms } from '~/channels/sms/sms.server'
import { twilioOutcome } from '~/channels/sms/twilio-outcome'
import { envInPublic } from '../../support/settings'

const text = {
  messageId: '6f1c2f5e-0000-4000-8000-000000000002',
  to: '+16025550101',
  body: 'Firme: su clave es 048213.',
}
const now = new Date('2026-11-24T18:00:00Z')

/** A Twilio-shaped server on loopback that gives one answer. */
async function sendTo(answer: { status: number; body: unknown } | 'silence') {
  const asked: { path: string; form: URLSearchParams; user: string }[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      const [user = ''] = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
        .toString()
        .split(':')
      asked.push({ path: request.url!, form: new URLSearchParams(body), user })
      if (answer !== 'silence')
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const twilio = {
    accountSid: 'AC00000000000000000000000000000001',
    authToken: 'secret',
    from: '+16025550100',
    apiUrl,
    isSimulated: false,
  }
  try {
    return { result: await openSms({ ...envInPublic, twilio }, 400).send(text, () => now), asked }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('a text goes to the Twilio-shaped server at TWILIO_API_URL, with number, sender and words', async () => {
  const { result, asked } = await sendTo({ status: 201, body: { sid: 'SM1', status: 'queued' } })
  expect(result).toEqual({ outcome: 'sent', providerId: 'SM1' })
  expect(asked[0]?.path).toBe('/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json')
  expect(Object.fromEntries(asked[0]!.form)).toEqual({
    To: text.to,
    From: '+16025550100',
    Body: text.body,
    StatusCallback: `https://firme.example.org/hooks/twilio/status?m=${text.messageId}`,
  })
  expect(asked[0]?.user).toBe('AC00000000000000000000000000000001')
})

test('somebody who stopped texts at the provider (21610) is recorded as having opted out', async () => {
  const { result } = await sendTo({ status: 400, body: { code: 21610, message: 'unsubscribed', status: 400 } })
  expect(result).toEqual({ outcome: 'refused', reason: 'opted-out', isContactAtFault: true, hasOptedOut: true })
})

test('429 waits; 500 and silence leave it unknown, and it is not sent again by itself', async () => {
  expect((await sendTo({ status: 429, body: { code: 20429, status: 429 } })).result).toMatchObject({ outcome: 'later' })
  expect((await sendTo({ status: 500, body: {} })).result).toMatchObject({ outcome: 'unknown' })
  const { result, asked } = await sendTo('silence')
  expect(result).toMatchObject({ outcome: 'unknown' })
  expect(asked).toHaveLength(1)
})

test.for([
  [21211, 'no-such-number', true],
  [21408, 'country-not-allowed', true],
  [21610, 'opted-out', true],
  [21612, 'number-not-reachable', true],
  [21614, 'not-a-mobile', true],
  [30001, 'provider-busy', false],
  [30002, 'account-suspended', false],
  [30008, 'not-told-why', false],
  [30034, 'number-not-registered', false],
  [21617, 'text-too-long', false],
  [30003, 'phone-off', false],
  [30004, 'blocked', true],
  [30005, 'no-such-number', true],
  [30006, 'not-a-mobile', true],
  [30007, 'filtered-by-carrier', false],
] as const)('Twilio’s code %i is %s in our words', ([code, reason, isContactAtFault]) => {
  expect(twilioOutcome({ status: 400, code })).toMatchObject({ outcome: 'refused', reason, isContactAtFault })
})
