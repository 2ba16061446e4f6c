import { expect } from 'vitest'
import { everySample } from '#emails/render-mail'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { rosa, test } from '../../support/firme-test'
import { arrives, keepingMailer, sends, toSheriff } from '../../support/letters'

test('a mail that asks to confirm says in both languages that the button opens a page with one more tap', () => {
  for (const { template, language, text } of everySample()) {
    if (!template.startsWith('confirm-')) continue
    const words = { en: 'The button opens a page: tap', es: 'El botón abre una página: toque ahí' }
    expect(text, template).toContain(words[language])
  }
  for (const language of languages)
    for (const mail of ['confirm', 'letterConfirm'] as const)
      expect(translator(language)(`mails.${mail}.preview`)).toMatch(/once more|otra vez/)
})

test('mails to signers and writers name the campaign at their foot, and the title of an act is quoted in the subject', async ({
  world,
}) => {
  await world.signs(rosa)
  await arrives(world, toSheriff)
  await world.work()
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails.map(({ subject }) => subject).toSorted()).toEqual([
    expect.stringMatching(/^Confirme su firma: /),
    'Falta un paso para mandar su carta: «Escríbale a la alguacil Vance»',
  ])
  for (const { text, html } of mailer.mails)
    for (const part of [text, html!]) expect(part).toContain('La campaña se llama «END S-COMM: ¡Alto Polimigra!».')
})
