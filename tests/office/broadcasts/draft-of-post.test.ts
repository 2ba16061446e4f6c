import { expect, test } from 'vitest'
import { segmentsOf } from '~/channels/sms/segments'
import { draftOfPost } from '~/office/broadcasts/draft-of-post'

const post = {
  title: { en: 'Saguaro says no', es: 'Saguaro dijo que no' },
  summary: { en: 'The board voted 4 to 1.', es: 'La junta votó 4 a 1.' },
  text: { en: 'It **ends** in May.', es: 'Se **acaba** en mayo.' },
  url: {
    en: 'https://firme.example.org/en/campaigns/end/news/no',
    es: 'https://firme.example.org/es/campaigns/end/news/no',
  },
  page: 'campaigns/end/news/no',
}

test('a post as an email has its title as the subject, its words, and a button that leads to its page', () => {
  const { subject, blocks } = draftOfPost('mail', post)
  expect(subject).toEqual(post.title)
  expect(blocks).toMatchObject([
    { kind: 'text', words: post.summary },
    { kind: 'text', words: post.text },
    { kind: 'button', words: { en: 'Read more', es: 'Leer más' }, of: post.page },
  ])
})

test('a post as a text fits in two segments, with the whole link, and keeps its accents', () => {
  expect(draftOfPost('text', post).body).toEqual({
    en: `Saguaro says no. The board voted 4 to 1. ${post.url.en}`,
    es: `Saguaro dijo que no. La junta votó 4 a 1. ${post.url.es}`,
  })
  const long = {
    en: 'Nobody was handed over without a warrant. '.repeat(9),
    es: 'Nadie fue entregado así, según el condado. '.repeat(9),
  }
  const { body } = draftOfPost('text', {
    ...post,
    title: { en: 'Who said no?', es: '¿Quién dijo que no?' },
    summary: long,
  })
  for (const language of ['en', 'es'] as const) {
    expect(segmentsOf(body[language])).toBe(2)
    expect(body[language]).toMatch(/\w\.\.\. https:\S+$/)
    expect(body[language]).toContain(language === 'en' ? 'Who said no? Nobody' : '¿Quién dijo que no? Nadie')
  }
})
