import { expect, test } from 'vitest'
import { type Composition, composeLetter, withPoints } from '~/actions/letters/compose-letter'
import { letterText } from '~/actions/letters/letter-body'
import { letterContent } from '~/actions/letters/letter-content'
import { meaningOf } from '~/actions/letters/letter-meaning'

const content = letterContent.parse({
  ask: { en: 'hold nobody without a judge', es: 'que no retenga a nadie sin un juez' },
  subjects: { en: 'One\nTwo', es: 'Uno\nDos' },
  openings: {
    en: 'I live in {place}. I ask you to {ask}.\nYou run the jail of {place}. I ask you to {ask}.',
    es: 'Vivo en {place}. Le pido {ask}.\nUsted dirige la cárcel de {place}. Le pido {ask}.',
  },
  points: {
    en: 'The law | Courts call a detainer a request.\nTime | Who may go should be with their children.',
    es: 'La ley | Las cortes dicen que es una solicitud.\nEl tiempo | Quien puede salir debe estar con sus hijos.',
  },
  closing: { en: 'Please write back.\n\nI will wait, {name}.', es: 'Por favor contésteme.\n\nLe espero, {name}.' },
})
const composition = (language: 'en' | 'es', seed = 'a'): Composition => ({
  content,
  facts: {
    official: 'Ida Vance',
    title: 'Sheriff',
    place: language === 'en' ? 'Saguaro County' : 'el condado de Saguaro',
    state: 'Arizona',
    name: '{name}',
    may: () => 'yes',
  },
  language,
  seed,
})
const says = (letter: { subject: string; body: string }) => meaningOf(composition('en'), composition('es'), letter)

test('whatever letter is suggested, its meaning is that letter in Spanish, paragraph by paragraph', () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const [english, spanish] = (['en', 'es'] as const).map((one) => composeLetter(composition(one, `s${seed}`), null))
    expect(says(english!)).toBe([spanish!.subject, spanish!.body].join('\n\n'))
  }
})

test('a paragraph that the writer wrote or changed is said to be theirs, in its place', () => {
  const letter = composeLetter(composition('en'), ['p1'])
  const [opening, point, ...closing] = letter.body.split('\n\n')
  const edited = [opening, 'My brother Luis was held for three nights.', `${point} I know it.`, ...closing].join('\n\n')
  const mine = '(Este párrafo lo escribió o lo cambió usted.)'
  expect(says({ subject: 'My own subject', body: edited })).toBe(
    [
      composeLetter(composition('es'), ['p1']).body.split('\n\n')[0],
      mine,
      mine,
      'Por favor contésteme.',
      'Le espero, {name}.',
    ].join('\n\n'),
  )
})

test('a letter in the writer’s own words alone has no meaning to show', () => {
  expect(says({ subject: 'Hello', body: 'All of this is mine.\n\nThis too.' })).toBe('')
})

test('line ends and added points do not hide a paragraph, and the office never gets the meaning', () => {
  const before = composeLetter(composition('en'), ['p1'])
  const body = withPoints(composition('en'), `${before.body}\n\nP.S. Thank you.`, ['p1'], ['p1', 'p2'])
  const meaning = says({ subject: before.subject, body: body.replaceAll('\n', '\r\n') })
  expect(meaning).toContain('Quien puede salir debe estar con sus hijos.')
  const words = {
    subject: before.subject,
    body,
    spanish: '',
    name: 'Rosa',
    place: '85001',
    replyTo: null,
    sender: null,
    isToAll: false,
    meaning,
  }
  const target = { title: 'Sheriff', holder: { name: 'Ida Vance' }, organization: { name: 'Sheriff' } }
  expect(letterText(words, target)).not.toContain('Quien puede')
})
