import { z } from 'zod'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { paths } from '~/paths'
import { type ContentField, storedText, storedWords } from '~/ui/forms/content'
import { instantOf, usualZone, zones } from '~/ui/page/zones'

/** Stored content of a post of the campaign's own. */
export const postContent = z.object({
  /** Local time in the usual zone, YYYY-MM-DDTHH:MM. In the future: shown from then on. */
  shownAt: storedText,
  title: storedWords,
  summary: storedWords,
  text: storedWords,
  picture: storedText,
  pictureAlt: storedWords,
})

export type PostContent = z.output<typeof postContent>

/** Stored content of a link to the press. */
export const pressContent = z.object({
  url: storedText,
  /** As printed, in the language of the article. */
  title: storedText,
  outlet: storedText,
  author: storedText,
  /** YYYY-MM-DD. */
  publishedOn: storedText,
  language: z.enum(['en', 'es', '']).default(''),
  /** A sentence of the article, in its own language. */
  quote: storedText,
  /** Why it matters, in both languages. */
  note: storedWords,
  archiveUrl: storedText,
})

export type PressContent = z.output<typeof pressContent>

const postFields: readonly ContentField[] = [
  { name: 'title', shape: 'words', lines: 'one', most: 140, isRequired: true, label: { en: 'Title', es: 'Título' } },
  {
    name: 'summary',
    shape: 'words',
    lines: 'many',
    most: 300,
    isRequired: true,
    label: { en: 'In one or two sentences', es: 'En una o dos frases' },
  },
  {
    name: 'text',
    shape: 'words',
    lines: 'many',
    most: 20_000,
    isRequired: true,
    label: { en: 'Text', es: 'Texto' },
    hint: { en: 'Markdown.', es: 'Markdown.' },
  },
  { name: 'picture', shape: 'picture', label: { en: 'Picture', es: 'Imagen' } },
  {
    name: 'pictureAlt',
    shape: 'words',
    lines: 'one',
    most: 200,
    label: { en: 'What the picture shows', es: 'Qué muestra la imagen' },
  },
  {
    name: 'shownAt',
    shape: 'moment',
    label: { en: 'Show it from', es: 'Mostrarla desde' },
    hint: {
      en: `${zones[usualZone].en}. Empty: as soon as it is published.`,
      es: `${zones[usualZone].es}. Vacío: en cuanto se publique.`,
    },
  },
]

const pressFields: readonly ContentField[] = [
  { name: 'url', shape: 'link', isRequired: true, label: { en: 'Web address', es: 'Dirección web' } },
  { name: 'title', shape: 'text', lines: 'one', most: 200, isRequired: true, label: { en: 'Headline', es: 'Titular' } },
  { name: 'outlet', shape: 'text', lines: 'one', most: 80, isRequired: true, label: { en: 'Outlet', es: 'Medio' } },
  { name: 'author', shape: 'text', lines: 'one', most: 120, label: { en: 'Author', es: 'Autor o autora' } },
  { name: 'publishedOn', shape: 'day', isRequired: true, label: { en: 'Day it came out', es: 'Día en que salió' } },
  {
    name: 'language',
    shape: 'choice',
    isRequired: true,
    label: { en: 'Language', es: 'Idioma' },
    options: [
      { value: 'en', label: { en: 'English', es: 'inglés' } },
      { value: 'es', label: { en: 'Spanish', es: 'español' } },
    ],
  },
  {
    name: 'quote',
    shape: 'text',
    lines: 'many',
    most: 400,
    label: { en: 'A sentence from it', es: 'Una frase del artículo' },
    hint: { en: 'Word for word, in its own language.', es: 'Palabra por palabra, en su idioma.' },
  },
  { name: 'note', shape: 'words', lines: 'many', most: 400, label: { en: 'Why it matters', es: 'Por qué importa' } },
  {
    name: 'archiveUrl',
    shape: 'link',
    label: { en: 'Archived copy', es: 'Copia archivada' },
    hint: { en: 'For when the link dies.', es: 'Para cuando el enlace deje de servir.' },
  },
]

/** Posts of the campaign's own. */
export const postKind: StoryKind<PostContent> = {
  name: 'news',
  table: 'news_item',
  always: { kind: 'post' },
  words: { plural: { en: 'News', es: 'Noticias' }, singular: { en: 'post', es: 'noticia' } },
  fields: postFields,
  readContent: (stored) => postContent.parse(stored),
  titleOf: ({ title }) => title,
  noteOf: ({ shownAt }) => shownAt.replace('T', ' '),
  columns: ({ shownAt }, { now, isFirst, before }) => {
    if (shownAt) return { shown_at: instantOf(shownAt, usualZone) }
    // One that is out keeps its day; one that was still waiting is waited for no longer.
    const isWaiting = isFirst || (instantOf(before.shownAt, usualZone) ?? now) > now
    return { shown_at: isWaiting ? now : undefined }
  },
  shownFrom: ({ shownAt }) => instantOf(shownAt, usualZone),
  missingIn: ({ picture, pictureAlt }) =>
    picture && !pictureAlt.en && !pictureAlt.es
      ? [
          { field: 'pictureAlt', language: 'en', why: 'missing' },
          { field: 'pictureAlt', language: 'es', why: 'missing' },
        ]
      : [],
  path: (language, campaign, slug) => paths.post(language, campaign, slug),
}

/** Links to the press. */
export const pressKind: StoryKind<PressContent> = {
  name: 'press',
  table: 'news_item',
  always: { kind: 'press' },
  words: { plural: { en: 'In the press', es: 'En la prensa' }, singular: { en: 'press link', es: 'nota de prensa' } },
  fields: pressFields,
  readContent: (stored) => pressContent.parse(stored),
  titleOf: ({ title }) => ({ en: title, es: title }),
  noteOf: ({ outlet, publishedOn }) => [outlet, publishedOn].filter(Boolean).join(' · '),
  /** From the first minute of its day: one that is entered in the morning must not wait for noon. */
  columns: ({ publishedOn }) => (publishedOn ? { shown_at: instantOf(`${publishedOn}T00:00`, usualZone) } : {}),
  shownFrom: ({ publishedOn }) => instantOf(`${publishedOn}T00:00`, usualZone),
  path: (language, campaign, slug) => `${paths.news(language, campaign)}#${slug}`,
}
