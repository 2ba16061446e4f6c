import { z } from 'zod'
import type { Bilingual } from '~/i18n/language'
import { type ContentField, type ItemKind, slugsIn, storedNumber, storedText, storedWords } from '~/ui/forms/content'

const isOn = z.boolean().default(true)
const base = { key: z.string(), isOn, heading: storedWords, text: storedWords }

/** A section of a campaign's home as it is stored. */
export const storedSection = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hero'),
    key: z.string(),
    isOn,
    picture: storedText,
    pictureAlt: storedWords,
    ask: storedWords,
    button: storedWords,
    /** Slug of a petition or action. */
    action: storedText,
  }),
  z.object({ kind: z.literal('text'), ...base }),
  z.object({
    kind: z.literal('picture'),
    key: z.string(),
    isOn,
    picture: storedText,
    alt: storedWords,
    caption: storedWords,
  }),
  z.object({ kind: z.literal('numbers'), key: z.string(), isOn, heading: storedWords, note: storedWords }),
  z.object({
    kind: z.literal('actions'),
    key: z.string(),
    isOn,
    heading: storedWords,
    which: z.enum(['all', 'chosen', '']).default('all'),
    /** Slugs of petitions and actions, separated by spaces or lines. */
    chosen: storedText,
  }),
  z.object({ kind: z.literal('near-you'), ...base }),
  z.object({ kind: z.literal('timeline'), ...base, most: storedNumber }),
  z.object({ kind: z.literal('cases'), ...base }),
  z.object({ kind: z.literal('localities'), ...base }),
  z.object({ kind: z.literal('documents'), ...base }),
  z.object({ kind: z.literal('news'), key: z.string(), isOn, heading: storedWords }),
  z.object({ kind: z.literal('links'), ...base }),
  z.object({ kind: z.literal('quotes'), key: z.string(), isOn, text: storedWords, who: storedWords }),
  z.object({
    kind: z.literal('video'),
    ...base,
    /** Path of an uploaded video; '' for one that is only linked. */
    video: storedText,
    poster: storedText,
    /** WebVTT. */
    cues: storedWords,
    /** Web address of a video elsewhere. */
    file: storedText,
  }),
  z.object({ kind: z.literal('partners'), ...base }),
  z.object({
    kind: z.literal('partner'),
    key: z.string(),
    isOn,
    name: storedText,
    /** '' for none. */
    url: storedText,
    /** YYYY-MM-DD. */
    agreedOn: storedText,
    /** Kept in the office: no page shows it. */
    toldBy: storedText,
  }),
  z.object({ kind: z.literal('start'), ...base, button: storedWords }),
])

/** A section of a campaign's home. */
export type Section = z.output<typeof storedSection>
export type SectionKind = Section['kind']

/** Slugs of the petitions and actions that a section shows, in its order. */
export function chosenIn({ chosen }: Extract<Section, { kind: 'actions' }>): string[] {
  return slugsIn(chosen)
}

const on: ContentField = {
  name: 'isOn',
  shape: 'check',
  label: { en: 'Show this section', es: 'Mostrar esta sección' },
}
const heading: ContentField = {
  name: 'heading',
  shape: 'words',
  lines: 'one',
  most: 120,
  isRequired: true,
  label: { en: 'Heading', es: 'Título' },
}
const lead: ContentField = {
  name: 'text',
  shape: 'words',
  lines: 'many',
  most: 600,
  label: { en: 'A sentence below it', es: 'Una frase debajo' },
}
const markdown = (label: Bilingual, most = 8_000): ContentField => ({
  name: 'text',
  shape: 'words',
  lines: 'many',
  most,
  isRequired: true,
  label,
  hint: { en: 'Markdown.', es: 'Markdown.' },
})
const alt = (name: string): ContentField => ({
  name,
  shape: 'words',
  lines: 'one',
  most: 200,
  label: { en: 'What the picture shows', es: 'Qué muestra la imagen' },
})
const kind = (label: Bilingual, ...fields: ContentField[]): ItemKind => ({ label, fields: [on, ...fields] })

/** Kinds of sections and what organizers fill in. */
export const sectionKinds: Readonly<Record<SectionKind, ItemKind>> = {
  hero: kind(
    { en: 'Opening: picture and ask of the day', es: 'Apertura: imagen y petición del día' },
    { name: 'picture', shape: 'picture', label: { en: 'Picture', es: 'Imagen' } },
    alt('pictureAlt'),
    {
      name: 'ask',
      shape: 'words',
      lines: 'many',
      most: 300,
      isRequired: true,
      label: { en: 'The ask of the day', es: 'Lo que pedimos hoy' },
    },
    {
      name: 'button',
      shape: 'words',
      lines: 'one',
      most: 40,
      label: { en: 'Words on the button', es: 'Texto del botón' },
    },
    {
      name: 'action',
      shape: 'reference',
      to: 'action',
      label: { en: 'What the button leads to', es: 'A dónde lleva el botón' },
    },
  ),
  text: kind({ en: 'Text', es: 'Texto' }, heading, markdown({ en: 'Text', es: 'Texto' })),
  picture: kind(
    { en: 'Picture', es: 'Imagen' },
    { name: 'picture', shape: 'picture', isRequired: true, label: { en: 'Picture', es: 'Imagen' } },
    { ...alt('alt'), isRequired: true },
    { name: 'caption', shape: 'words', lines: 'one', most: 200, label: { en: 'Caption', es: 'Pie de imagen' } },
  ),
  numbers: kind({ en: 'Numbers', es: 'Números' }, heading, {
    name: 'note',
    shape: 'words',
    lines: 'one',
    most: 200,
    label: { en: 'A line below them', es: 'Una línea debajo' },
    hint: {
      en: 'A number is shown once there is something to count; while all are zero, the section is not shown.',
      es: 'Cada número se muestra cuando hay algo que contar; mientras todos sean cero, la sección no se muestra.',
    },
  }),
  actions: kind(
    { en: 'Take action', es: 'Actúe' },
    heading,
    {
      name: 'which',
      shape: 'choice',
      isRequired: true,
      label: { en: 'Which', es: 'Cuáles' },
      options: [
        { value: 'all', label: { en: 'All that are open', es: 'Todas las abiertas' } },
        { value: 'chosen', label: { en: 'Only those named below', es: 'Solo las que se nombran abajo' } },
      ],
    },
    {
      name: 'chosen',
      shape: 'references',
      to: 'action',
      label: { en: 'Which ones, in order', es: 'Cuáles, en orden' },
      hint: { en: 'For more, save: another menu appears.', es: 'Para agregar más, guarde: aparece otro menú.' },
    },
  ),
  'near-you': kind(
    { en: 'Near you: a ZIP leads to a place', es: 'Cerca de usted: un código postal lleva a un lugar' },
    heading,
    lead,
  ),
  timeline: kind({ en: 'The story so far: latest entries', es: 'La historia: últimas entradas' }, heading, lead, {
    name: 'most',
    shape: 'number',
    least: 1,
    most: 12,
    label: { en: 'How many', es: 'Cuántas' },
  }),
  cases: kind({ en: 'Cases in court', es: 'Casos en las cortes' }, heading, lead),
  localities: kind({ en: 'Where localities stand', es: 'Qué han decidido las localidades' }, heading, lead),
  documents: kind({ en: 'Documents', es: 'Documentos' }, heading, lead),
  news: kind({ en: 'News', es: 'Noticias' }, heading),
  links: kind(
    { en: 'Links under a heading', es: 'Enlaces bajo un título' },
    heading,
    markdown({ en: 'Links, as a list', es: 'Enlaces, en una lista' }),
  ),
  quotes: kind(
    { en: 'Quote', es: 'Cita' },
    { ...markdown({ en: 'What was said', es: 'Lo que se dijo' }, 600), hint: undefined },
    {
      name: 'who',
      shape: 'words',
      lines: 'one',
      most: 120,
      isRequired: true,
      label: { en: 'Who said it', es: 'Quién lo dijo' },
    },
  ),
  video: kind(
    { en: 'Video', es: 'Video' },
    heading,
    lead,
    {
      name: 'video',
      shape: 'video',
      label: { en: 'The video', es: 'El video' },
    },
    {
      name: 'cues',
      shape: 'words',
      lines: 'captions',
      most: 40_000,
      label: { en: 'Captions', es: 'Subtítulos' },
      hint: {
        en: 'WebVTT, in both languages. Also shown as text under the video.',
        es: 'WebVTT, en los dos idiomas. También se muestran como texto debajo del video.',
      },
    },
    {
      name: 'poster',
      shape: 'picture',
      label: { en: 'Picture before it plays', es: 'Imagen antes de que empiece' },
    },
    {
      name: 'file',
      shape: 'link',
      label: { en: 'Or the address of a video elsewhere', es: 'O la dirección de un video en otro sitio' },
      hint: {
        en: 'Shown as a link: nothing of other sites is loaded by our page.',
        es: 'Se muestra como enlace: nuestra página no carga nada de otros sitios.',
      },
    },
  ),
  partners: kind(
    { en: 'Who is behind this', es: 'Quiénes están detrás' },
    heading,
    markdown({ en: 'Who you are, in a few sentences', es: 'Quiénes son, en pocas frases' }),
  ),
  partner: kind(
    { en: 'A group that joined', es: 'Un grupo que se unió' },
    {
      name: 'name',
      shape: 'text',
      lines: 'one',
      most: 120,
      isRequired: true,
      label: { en: 'Name of the group', es: 'Nombre del grupo' },
    },
    { name: 'url', shape: 'link', label: { en: 'Web address', es: 'Dirección web' } },
    {
      name: 'agreedOn',
      shape: 'day',
      isRequired: true,
      label: { en: 'They agreed to be named on', es: 'Aceptó que se le nombre el' },
      hint: {
        en: 'Only name a group that said yes. Take it off when it asks.',
        es: 'Nombre solo a un grupo que dijo que sí. Quítelo cuando lo pida.',
      },
    },
    {
      name: 'toldBy',
      shape: 'text',
      lines: 'one',
      most: 120,
      isRequired: true,
      label: { en: 'Who told you', es: 'Quién se lo dijo' },
      hint: {
        en: 'A role is enough, such as its secretary. Visitors don’t see it.',
        es: 'Basta el cargo, como la secretaria del grupo. Los visitantes no lo ven.',
      },
    },
  ),
  start: kind(
    { en: 'Start your own', es: 'Empiece la suya' },
    heading,
    { ...lead, isRequired: true },
    {
      name: 'button',
      shape: 'words',
      lines: 'one',
      most: 40,
      isRequired: true,
      label: { en: 'Words on the button', es: 'Texto del botón' },
    },
  ),
}
