import { expect, test } from 'vitest'
import { mendedPath } from '~/web/http/mended-path'

const token = 'aB3_x-Yz0123456789QRST'
const petition = '/es/petitions/alto-polimigra'
const mend = (target: string) => mendedPath(target, () => 'es')

test.for([
  ['a period behind it', `${petition}.`, petition],
  ['a bracket and a comma', `${petition}),`, petition],
  ['an angle bracket', `${petition}%3E`, petition],
  ['a quotation mark that closes', `${petition}%E2%80%9D`, petition],
  ['a quotation mark of which a part was cut off', `${petition}%E2%80`, petition],
  ['an escape that was cut off', `${petition}%`, petition],
  ['guillemets of Spanish', `${petition}%C2%BB.`, petition],
  ['a space', `${petition}%20`, petition],
  ['a space that no line breaks at', `${petition}%C2%A0`, petition],
  ['stars of bold text', `${petition}**`, petition],
  ['a slash and a period', `${petition}/.`, petition],
  ['a soft line break behind it', `/en/confirm/${token}=`, `/en/confirm/${token}`],
  ['a soft line break in it', `/en/confirm/aB3_x-Yz0=%0D%0A123456789QRST`, `/en/confirm/${token}`],
  ['a line break in it', `/en/confirm/aB3_x-Yz0%20123456789QRST`, `/en/confirm/${token}`],
  ['capitals', '/ES/Petitions/Alto-Polimigra', petition],
  ['capitals before a token', `/EN/Confirm/${token}`, `/en/confirm/${token}`],
  ['capitals before the token of a request for news', `/EN/Posted/${token}.`, `/en/posted/${token}`],
  ['capitals before a letter’s token', `/En/letters/confirm/${token}`, `/en/letters/confirm/${token}`],
  ['nothing behind the kind of page', '/en/petitions', '/en'],
  ['nothing behind it, and no language', '/calls', '/es'],
  ['no place behind the places', '/en/places', '/en/officials'],
  ['no language', '/petitions/alto-polimigra', petition],
  ['no language before a token', `/confirm/${token}`, `/es/confirm/${token}`],
  ['no language, and a period', `/stop/${token}.`, `/es/stop/${token}`],
  ['the list of sheriffs by its English word', '/sheriffs', '/en/sheriffs'],
  ['the list of sheriffs by its Spanish word', '/Alguaciles', '/es/alguaciles'],
  ['a query that stays', `${petition.toUpperCase()}?r=flyer`, `${petition}?r=flyer`],
  ['an encoded equals sign', `${petition}?r=3Dflyer`, `${petition}?r=flyer`],
  ['an encoded question mark', `${petition}%3Fr=flyer`, `${petition}?r=flyer`],
  ['an encoded number sign', `${petition}%23sign`, petition],
  ['an invitation to the office', `/office/join/${token}%3E.`, `/office/join/${token}`],
] as const)('a link with %s leads where it should', ([, target, right]) => {
  expect(mend(target)).toBe(right)
  expect(mend(right)).toBeNull()
})

test.for([
  petition,
  `${petition}?`,
  `${petition}.json`,
  `${petition}/share.png`,
  '/es/letters/write-sheriff-vance/letter.pdf',
  `/en/confirm/${token}`,
  `/en/me/${token.toUpperCase()}`,
  '/',
  '/es',
  '/assets/page.css',
  '/pictures/1.jpg',
  '/favicon.ico',
  '/.well-known/security.txt',
  '/hooks/mail',
  '/office/texts/%C3%91.',
  '/nowhere.',
  '//evil.example/es.',
  '/es/officials?q=Main%20St.',
  `/es/${'.'.repeat(100_000)}`,
])('%s stays as it is', (target) => {
  expect(mend(target)).toBeNull()
})

test('no link leads to another site', () => {
  for (const target of [
    '//evil.example/es',
    '/\\evil.example/petitions/x.',
    '/es//evil.example.',
    '/petitions//evil.example.',
  ])
    expect(mend(target) ?? '/es/').toMatch(/^\/(en|es)\//)
})
