import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'

test('every text says in the same words how to stop texts', () => {
  for (const lang of languages)
    for (const file of readdirSync(`app/i18n/messages/${lang}`))
      expect(readFileSync(`app/i18n/messages/${lang}/${file}`, 'utf8'), file).not.toContain('ALTO para parar')
  const t = translator('es')
  for (const key of ['willRead', 'willReadBoth'] as const)
    expect(t(`texts.conversation.${key}`)).toContain('ALTO para cancelar')
})

test('a text in both languages is the same in either', () => {
  const [en, es] = languages.map(translator)
  for (const key of ['helpBoth', 'willReadBoth'] as const)
    expect(en!(`texts.conversation.${key}`)).toBe(es!(`texts.conversation.${key}`))
})

test('the views of the inbox agree with the conversations that they list', () => {
  const t = translator('es')
  expect(t('texts.inbox.views.label')).toBe('Qué conversaciones')
  expect([t('texts.inbox.views.mine'), t('texts.inbox.views.handled')]).toEqual(['Mías', 'Atendidas'])
  expect(t('texts.inbox.none.mine')).toMatch(/^Ninguna/)
  expect(t('texts.inbox.lead.mine')).toMatch(/^Las que usted tomó/)
  expect(t('texts.inbox.lead.handled')).toMatch(/^Atendidas/)
  expect(t('texts.inbox.kept')).toContain('30 días sin mensajes de ese teléfono')
})

test('a document that stays was not deleted, as the button says', () => {
  expect(translator('es')('library.findings.notDone.remove')).toMatch(/^No se borró/)
})
