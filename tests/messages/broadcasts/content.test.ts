import { expect, test } from 'vitest'
import { type BroadcastContent, emptyBlock, missingFrom } from '~/messages/broadcasts/broadcast-content'
import { lintContent } from '~/messages/broadcasts/lint-content'
import { dearestByName, fillFields, nothingKnown } from '~/messages/broadcasts/merge-fields'
import { fillBroadcast, renderBroadcast } from '~/messages/broadcasts/render-broadcast.server'
import { wavesOf } from '~/messages/broadcasts/schedule'
import { changeBlocks, contentFields, readContent } from '~/office/broadcasts/content-form'
import { textCost } from '~/office/texts/text-cost'

const both = (en: string, es = en) => ({ en, es })
const mail: BroadcastContent = {
  channel: 'mail',
  subject: both('Hello, {name|friend}', 'Hola, {name|compañera o compañero}'),
  subjectB: null,
  preview: both(''),
  blocks: [
    emptyBlock('heading', both('News')),
    emptyBlock(
      'text',
      both('**{name|friend}**, see https://firme.example.org/en/petitions/alto', 'Vea https://firme.example.org/es'),
    ),
    { ...emptyBlock('button', both('Sign', 'Firme')), of: 'petitions/alto-polimigra' },
    { ...emptyBlock('quote', both('No hold')), by: both('Ida Vance') },
  ],
  plain: null,
  body: both(''),
  bodyB: null,
}
const text: BroadcastContent = {
  ...mail,
  channel: 'text',
  subject: both(''),
  blocks: [],
  body: both('Alto Polimigra: come tonight'),
}
const frame = {
  publicUrl: 'https://firme.example.org',
  code: 'm1234abcd',
  campaignName: 'Alto',
  groupLine: '',
  postalAddress: 'P.O. Box 1',
  sender: 'Firme',
  officials: new Map(),
}
const personal = { values: { ...nothingKnown, name: '<Rosa>' }, stopUrl: 'https://firme.example.org/en/stop/x' }

test('a field says what we know, or the words after its bar; one without such words, or that nobody knows, keeps a message back', () => {
  expect(fillFields('Hi {name|friend}, {place|your county}', { ...nothingKnown, name: 'Rosa' })).toBe(
    'Hi Rosa, your county',
  )
  const problems = (words: string) =>
    missingFrom({ ...text, body: both(words) }).map(({ problem, language }) => `${problem} ${language}`)
  expect(problems('{name}')).toEqual(['noFallback en', 'noFallback es'])
  expect(problems('{name| }')).toEqual(['noFallback en', 'noFallback es'])
  expect(problems('{zip|x}')).toEqual(['unknownField en', 'unknownField es'])
  expect(missingFrom(mail)).toEqual([])
  // One spelling in both languages, and it is said which; what was sent with another is filled in still.
  expect(missingFrom({ ...text, body: both('{name|friend}', '{Nombre|compa}') })).toMatchObject([
    { problem: 'translatedField', field: 'body_es', said: '{name|compa}' },
  ])
  expect(fillFields('{nombre|x}', { ...nothingKnown, name: 'Rosa' })).toBe('Rosa')
  // As it is counted while it is typed, in either language's words for it.
  expect(textCost('Hola {nombre|x} {Lugar|y}', 1, dearestByName('es'))).toMatchObject({
    characters: 'Hola Concepción el condado de San Bernardino'.length,
  })
})

test('both languages or neither, in every part', () => {
  const half = {
    ...mail,
    preview: both('Only English', ''),
    blocks: [emptyBlock('text', both('', 'Solo')), emptyBlock('button', both('Go'))],
  }
  expect(missingFrom(half).map(({ problem, field }) => `${problem} ${field}`)).toEqual([
    'half preview_es',
    'half block_0_words_en',
    'noLink block_1_link_en',
    'noLink block_1_link_es',
  ])
})

test('of two versions each says its own, and one plain text cannot say both', () => {
  const compared = {
    ...mail,
    blocks: [
      { ...emptyBlock('text', both('First')), version: 'a' as const },
      { ...emptyBlock('text', both('Second')), version: 'b' as const },
    ],
    plain: both('Either'),
  }
  expect(missingFrom(compared).map(({ problem }) => problem)).toEqual(['plainCompared'])
  const said = (variant: 'a' | 'b' | null) =>
    renderBroadcast({ ...compared, plain: null }, { language: 'en', variant }, frame).text.split('\n')[0]
  expect([said('a'), said('b'), said(null)]).toEqual(['First', 'Second', 'First'])
  const words = { ...text, bodyB: both('Come tomorrow', '') }
  expect(missingFrom(words).map(({ field }) => field)).toEqual(['body_b_es'])
  expect(renderBroadcast(words, { language: 'en', variant: 'b' }, frame).text).toContain('Come tomorrow')
})

test('a mail greets by name, counts acts by one code for everybody, and nothing in it tells who opened it', () => {
  const { subject, html, text: plain } = fillBroadcast(renderBroadcast(mail, { language: 'en' }, frame), personal)
  expect(subject).toBe('Hello, <Rosa>')
  expect(html).toContain('<strong>&#60;Rosa&#62;</strong>')
  expect(plain).toContain('https://firme.example.org/en/petitions/alto?r=m1234abcd')
  expect(plain).toContain('Sign:\nhttps://firme.example.org/en/petitions/alto-polimigra?r=m1234abcd')
  for (const part of [html!, plain]) {
    expect(part).toContain('P.O. Box 1')
    expect(part).toContain(personal.stopUrl)
    expect(part).not.toContain('\uE000')
  }
  // The only address of its own is the one that stops.
  expect([...html!.matchAll(/<img/g)]).toEqual([])
})

test('a text says who it is from and how to stop it, also in a campaign that is called Alto', () => {
  expect(fillBroadcast(renderBroadcast(text, { language: 'es' }, frame), personal).text).toBe(
    'Firme: Alto Polimigra: come tonight ALTO para cancelar.',
  )
})

test('capitals, shortened links and a mail that is too large are pointed out, names of agencies are not', () => {
  const found = (words: string, bytes = 10) =>
    lintContent({ ...mail, blocks: [emptyBlock('text', both(words))] }, { en: bytes, es: bytes })
      .filter(({ language }) => language === 'en')
      .map(({ is }) => is)
  expect(found('COME TODAY EVERYONE PLEASE')).toContain('shouting')
  expect(found('COME TO THE MEETING NOW PLEASE')).toContain('shouting')
  expect(found('The ICE and DHS agents came')).toEqual(['noButton'])
  expect(found('See bit.ly/abc')).toContain('shortener')
  expect(found('Fine', 103 * 1024)).toContain('clipped')
})

test('blocks are added, moved, removed and put back without a script, and nothing that was typed is lost', () => {
  const fields = { ...contentFields(mail), revision: '3' }
  expect(readContent('mail', fields).content).toEqual(mail)
  const kinds = (typed: Record<string, string>) => readContent('mail', typed).content.blocks.map(({ kind }) => kind)
  const added = changeBlocks(fields, 'add picture')!
  expect(kinds(added)).toEqual(['heading', 'text', 'button', 'quote', 'picture'])
  const removed = changeBlocks(changeBlocks(added, 'up 4')!, 'remove 1')!
  expect(kinds(removed)).toEqual(['heading', 'button', 'picture', 'quote'])
  expect(removed.revision).toBe('3')
  expect(readContent('mail', changeBlocks(removed, 'back')!).content.blocks[1]).toEqual(mail.blocks[1])
  expect(changeBlocks(fields, 'remove 99')).toBeNull()
})

test('a time that has passed is refused, never taken for now; the clocks are those of each person', () => {
  const now = new Date('2026-03-08T00:00:00Z')
  const at = (schedule: object, zones: (string | null)[] = [null]) =>
    wavesOf(
      {
        schedule: { when: 'local', at: '2026-03-08T02:30', noLaterThan: '', ...schedule },
        zones,
        groupZone: 'America/Phoenix',
        compareHours: null,
      },
      now,
    )
  // The night on which clocks go forward, except in Arizona.
  expect(at({}, ['America/New_York', 'America/Denver', null])).toMatchObject({
    waves: [
      { zone: 'America/New_York', dueAt: new Date('2026-03-08T07:30:00Z') },
      { zone: 'America/Denver', dueAt: new Date('2026-03-08T09:30:00Z') },
      { zone: 'America/Phoenix', dueAt: new Date('2026-03-08T09:30:00Z') },
    ],
  })
  expect(at({ when: 'moment', at: '2026-03-07T10:00' })).toMatchObject({ problem: 'passed' })
  expect(at({ when: 'moment', at: '2026-03-09T10:00', noLaterThan: '2026-03-09T09:00' })).toMatchObject({
    problem: 'limitBefore',
  })
  expect(at({ when: 'moment', at: '' })).toMatchObject({ problem: 'noTime' })
})
