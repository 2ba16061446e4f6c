import { expect, test } from 'vitest'
import { answer, type DialogState, startDialog } from '~/actions/texts/dialog/dialog-state'

const asked: DialogState = { ...startDialog('write', 'action', 'concejo'), name: 'Tomás Reyes', zip: '85001' }
const says = (step: DialogState['step'], text: string, more: Partial<DialogState> = {}) =>
  answer({ ...asked, ...more, step }, text)

test.for([
  '1',
  '1.',
  '１',
  '(1)',
  '#1',
  'uno',
  'one',
  'el 1',
  'Opción 1',
  'SI',
  'Sí',
  'sí.',
  'si por favor',
  'YES',
  'Yes!',
  'yes please',
  'Y',
  'ok',
  'OK, gracias',
  'okay',
  'claro',
  'claro que sí',
  'sure',
  'de acuerdo',
])('“%s” sends the words that were offered with 1', (text) => {
  expect(says('words', text)).toMatchObject({ outcome: 'ask', dialog: { words: '', step: 'confirm' } })
})

test.for(['2', '2.', 'dos', 'two', 'NO', 'no', 'No, gracias', 'nope', 'opción 2'])(
  '“%s” to the offered words asks what they mean and for other words, and sends nothing',
  (text) => expect(says('words', text).outcome).toBe('explain'),
)

test.for(['Yes', 'sí, por favor', 'OK', 'Y', 'si gracias'])('“%s” confirms', (text) => {
  expect(says('confirm', text).outcome).toBe('send')
})

test.for(['0', 'no', 'Ninguna', 'none of these', 'cero', 'none'])('“%s” is none of the cities', (text) => {
  expect(says('city', text, { cities: ['mesa', 'tempe'] })).toMatchObject({
    outcome: 'find-officials',
    dialog: { city: '' },
  })
})

test('a number may be said in words, one that was not offered is asked again', () => {
  const cities = ['mesa', 'tempe']
  expect(says('city', 'dos', { cities })).toMatchObject({ dialog: { city: 'tempe' } })
  expect(says('which', 'Two', { postIds: ['a', 'b'] })).toMatchObject({ dialog: { chosenIds: ['b'] } })
  expect(says('city', 'tres', { cities }).outcome).toBe('ask-again')
})

test('a yes or no in a sentence of their own is part of the words', () => {
  for (const words of ['Yes to our neighbors, no to ICE holds', 'No deje que separen a las familias'])
    expect(says('words', words)).toMatchObject({ dialog: { words, step: 'confirm' } })
})
