import fc from 'fast-check'
import { expect, test } from 'vitest'
import { messages } from '~/i18n/messages'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { countSegments, segmentsOf } from '~/conversations/segments'
import { smsLinks } from '~/texts/sms-link'

/** As long as they usually are; titles and names are other people's words, and may cost more. */
const values = {
  title: 'No warrant, no extra night', name: 'Maria del Carmen Lopez', zip: '85001', who: 'Council Member Lee Okafor', message: 'Please vote no.', list: '1 Sheriff Ida Vance\n2 Council Member Lee Okafor',
  question: 'Maria del Carmen Lopez, ZIP 85001.', code: '123456', seconds: '30',
}

test.for(languages.flatMap((language) => Object.keys(messages[language].texts.conversation).map((key) => [language, key] as const)))(
  'the answer %s %s keeps to the GSM alphabet and fits one segment, at most two',
  ([language, key]) => {
    const text = translator(language)(`texts.conversation.${key as 'help'}`, values)
    const { encoding, segments, costly } = countSegments(text)
    expect({ encoding, costly }).toEqual({ encoding: 'GSM-7', costly: [] })
    expect(segments).toBeLessThanOrEqual(text.length > 160 ? 2 : 1)
    expect(text.length).toBeLessThanOrEqual(200)
  },
)

test('an accent that makes a text twice as dear is named, and never taken away', () => {
  const spanish = `Por favor, vote para que la policía no participe. ${'a'.repeat(60)}`
  expect(countSegments(spanish)).toEqual({ encoding: 'UCS-2', segments: 2, characters: 110, costly: ['í'] })
  expect(countSegments('¿Mañana, señor? ¡Sí!')).toMatchObject({ encoding: 'UCS-2', costly: ['í'] })
  expect(countSegments('¿Mañana, señor? ¡Que alegre! é ü')).toMatchObject({ encoding: 'GSM-7', segments: 1, costly: [] })
})

test('a text link opens on iPhones and on Androids', () => {
  expect(smsLinks('+16025550161', 'Sí & no')).toEqual({ any: 'sms:+16025550161?&body=S%C3%AD%20%26%20no', iphone: 'sms:+16025550161&body=S%C3%AD%20%26%20no', android: 'sms:+16025550161?body=S%C3%AD%20%26%20no' })
})

test('the quick count of segments says what the exact one says, for any words in either language', () => {
  const words = fc.array(fc.constantFrom('firma', 'ñandú', 'está', '¿Sí?', ' ', 'San José', '[x]', '€', '\n', '“no”', '👋', 'e\u0301', 'ZIP 85001'.repeat(6), 'condado '.repeat(12), 'alguacil '.repeat(7)), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(fc.property(words, (text) => segmentsOf(text) === countSegments(text).segments), { numRuns: 400 })
  for (const length of [1, 69, 70, 71, 134, 135, 159, 160, 161, 306, 307]) for (const letter of ['a', 'ñ', 'á', '€']) expect([letter, length, segmentsOf(letter.repeat(length))]).toEqual([letter, length, countSegments(letter.repeat(length)).segments])
})
