import { expect } from 'vitest'
import { answer, startDialog } from '~/actions/texts/dialog/dialog-state'
import { nameIn } from '~/actions/texts/dialog/name-in-text'
import { test } from '../../../support/firme-test'

test.for([
  'José Alto',
  'Noé',
  'Ma. Elena',
  "Sinéad O'Connor",
  'Nguyễn Văn An',
  'No Min-ho',
  'Que Nguyen',
  'How Chen',
  'Soledad Cuando',
  'Álvaro de la Torre',
  '李 小龍',
])('%s is a name', (name) => {
  expect(nameIn(name)).toBe(name)
})

test('a name after soy, me llamo and my name is, and before a full stop', () => {
  expect([nameIn('Soy Tomás Reyes.'), nameIn('me llamo Ana'), nameIn('My name is Ana Paz!')]).toEqual([
    'Tomás Reyes',
    'Ana',
    'Ana Paz',
  ])
})

test.for([
  '¿Quién es usted?',
  'Quien es usted',
  'que es esto?',
  'No entiendo',
  'no',
  'NO',
  'CAMBIAR',
  'que',
  'Quien',
  'no quiero',
  'No, gracias',
  'no se',
  'I dont understand',
  'what is this',
  '😀😀',
  '<script>',
  '<b>Ana</b>',
  'hola',
  'firma',
  '85001',
  'Buenas tardes',
])('%s is no name', (text) => {
  expect(nameIn(text)).toBeNull()
})

test('a question where a name is asked for is no answer, and a ZIP that no post office has is none', () => {
  const dialog = startDialog('write', 'some-action', 'concejo')
  expect(answer(dialog, '¿Quién es usted?').outcome).toBe('ask-again')
  const asked = answer(dialog, 'Tomás Reyes')
  expect(answer(asked.dialog, '00000').outcome).toBe('ask-again')
  expect(answer(asked.dialog, '85001').outcome).toBe('find-officials')
})
