import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { WritingDesk } from '~/actions/letters/letter-view'
import { WritingForm } from '~/actions/letters/writing-form'
import { translator } from '~/i18n/translator'

const desk: WritingDesk = {
  to: [{ name: 'Ida Vance', title: 'alguacil (sheriff)' }],
  greeting: 'Dear Sheriff Ida Vance,',
  points: [{ id: 'p1', label: 'La ley' }],
  texts: { said: { points: [], closing: '' }, meant: null },
  canChoose: false,
  minimumOwnWords: 0,
  canSend: true,
  meaning: '',
  values: {},
}

/** The headings and the buttons of a letter form, in reading order. */
function order(intent: string, fields: string[]): string[] {
  const html = renderToStaticMarkup(
    <WritingForm
      lang="es"
      t={translator('es')}
      desk={{ ...desk, values: { intent } }}
      form={{ values: { intent }, errors: fields.map((field) => ({ field, message: 'writerName' })) }}
    />,
  )
  return [...html.matchAll(/<h2[^>]*>([^<]*)|<button class="button[^>]*value="(send|own|paper)"/g)].map(
    ([, title, value]) => title ?? value!,
  )
}

test('a letter is written in three steps with numbers', () => {
  expect(order('', [])).toEqual(['1. Lo que quiere decir', '2. Su carta', '3. Firme y mande', 'send', 'own', 'paper'])
})

test('after a refusal the refused part comes first, its button with it, and no numbers run out of order', () => {
  expect(order('send', ['given_name'])).toEqual([
    'Firme y mande',
    'send',
    'Lo que quiere decir',
    'Su carta',
    'own',
    'paper',
  ])
  expect(order('paper', ['given_name'])).toEqual([
    'Firme y mande',
    'send',
    'own',
    'paper',
    'Lo que quiere decir',
    'Su carta',
  ])
  expect(order('send', ['body', 'given_name'])).toEqual([
    'Su carta',
    'Lo que quiere decir',
    'Firme y mande',
    'send',
    'own',
    'paper',
  ])
})
