import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { smtpOutcome } from '~/channels/mail/smtp-outcome'
import { reasons } from '~/channels/sms/twilio-outcome'
import { languages } from '~/i18n/language'
import { messages } from '~/i18n/messages'
import { translator } from '~/i18n/translator'
import { sayReason } from '~/office/texts/message-words'

const root = path.resolve(import.meta.dirname, '..', '..', '..', 'app')

/** Every reason that stands in the code of whoever sends, claims or hears back. */
function reasonsInCode(): string[] {
  const files = ['channels/{mail,sms,voice}', 'worker/{recording,sending}', 'queue', 'office/team', 'actions'].flatMap(
    (room) =>
      globSync(`${room}/**/*.server.ts`, { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8')),
  )
  expect(files.length).toBeGreaterThan(60)
  return files.flatMap((text) =>
    [...text.matchAll(/(?:reason|failure)(?::| =) '([a-z-]+)'|then '([a-z-]+-[a-z-]+)'/g)].map(
      (match) => match[1] ?? match[2]!,
    ),
  )
}

test('whatever a provider or a mail server says, and whatever we put aside ourselves, the log tells it in words of both languages', () => {
  const mail = [421, 450, 451, 452, 454, 535, 550, 552, 554, 599]
    .map((responseCode) => smtpOutcome({ responseCode }))
    .concat(['ETLS', 'ETIMEDOUT', 'EAUTH', 'ECONNECTION'].map((code) => smtpOutcome({ code })))
  const all = new Set([
    ...reasons,
    ...reasonsInCode(),
    ...mail.map((outcome) => ('reason' in outcome ? (outcome.reason ?? '') : '')),
    'bounced',
    'complained',
    'blocked',
  ])
  expect(all.size).toBeGreaterThan(35)
  expect([...all].filter((reason) => !(reason in messages.en.texts.office.reasons))).toEqual([])
  for (const language of languages)
    expect(sayReason(translator(language), 'something new')).toBe(messages[language].texts.office.reasons.other)
  expect(sayReason(translator('en'), null)).toBe('')
})
