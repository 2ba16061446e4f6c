import { z } from 'zod'
import { type ContentField, storedText, storedWords } from '~/ui/forms/content'
import { sectionKinds, storedSection } from './section-kinds'

/** Stored content of a campaign's home. */
export const homeContent = z.object({
  name: storedWords,
  summary: storedWords,
  colour: storedText,
  sections: z.array(storedSection).default([]),
})

export type HomeContent = z.output<typeof homeContent>

/** What organizers fill in. */
export const homeFields: readonly ContentField[] = [
  {
    name: 'name',
    shape: 'words',
    lines: 'one',
    most: 120,
    isRequired: true,
    label: { en: 'Name of the campaign', es: 'Nombre de la campaña' },
  },
  {
    name: 'summary',
    shape: 'words',
    lines: 'many',
    most: 400,
    isRequired: true,
    label: { en: 'In one or two sentences', es: 'En una o dos frases' },
  },
  {
    name: 'colour',
    shape: 'text',
    lines: 'one',
    most: 7,
    isRequired: true,
    label: { en: 'Color', es: 'Color' },
    hint: { en: 'Such as #c93a1d.', es: 'Por ejemplo: #c93a1d.' },
  },
  {
    name: 'sections',
    shape: 'list',
    isRequired: true,
    label: { en: 'Sections', es: 'Secciones' },
    hint: { en: 'In the order of the page.', es: 'En el orden de la página.' },
    kinds: sectionKinds,
  },
]
