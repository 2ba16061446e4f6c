import { expect, test } from 'vitest'
import { type TwilioError, twilioOutcome } from '~/channels/sms/twilio-outcome'

test.each<[string, TwilioError, string, string]>([
  ['our login is wrong', { status: 401, code: 20003 }, 'later', 'provider-login'],
  ['there is no such account', { status: 404, code: 20404 }, 'later', 'provider-login'],
  ['our number cannot text', { status: 400, code: 21606 }, 'later', 'provider-login'],
  ['our number is not ours', { status: 400, code: 21659 }, 'later', 'provider-login'],
  ['it is busy', { status: 429 }, 'later', 'provider-busy'],
  ['nobody listens there', { code: 'ECONNREFUSED' }, 'later', 'provider-unreachable'],
  ['the name server is silent', { code: 'EAI_AGAIN' }, 'later', 'provider-unreachable'],
  ['there is no network', { code: 'ENETUNREACH' }, 'later', 'provider-unreachable'],
  ['no connection was made in time', { code: 'ETIMEDOUT', syscall: 'connect' }, 'later', 'provider-unreachable'],
  ['the answer did not come in time', { code: 'ETIMEDOUT' }, 'unknown', 'no-answer'],
  ['the connection broke', { code: 'ECONNRESET', syscall: 'read' }, 'unknown', 'no-answer'],
  ['it fell over', { status: 500 }, 'unknown', 'no-answer'],
  ['they have opted out', { status: 400, code: 21610 }, 'refused', 'opted-out'],
  ['it does not like the request', { status: 400, code: 21999 }, 'refused', 'provider-refused'],
])('when %s', (_, error, outcome, reason) => expect(twilioOutcome(error)).toMatchObject({ outcome, reason }))
