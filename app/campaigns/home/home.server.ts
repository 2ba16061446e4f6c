import type { Bilingual } from '~/i18n/language'
import { type HomeContent, homeContent } from './home-content'
import type { Section } from './section-kinds'

interface HomeRow {
  name: Bilingual
  summary: Bilingual
  story: Bilingual
  colour: string
  sections: unknown
}

/** The home of a campaign. Until somebody composes it, it opens with its summary, actions, story and news. */
export function homeOf({ name, summary, story, colour, sections }: HomeRow): HomeContent {
  const home = homeContent.parse({ name, summary, colour, sections: sections ?? [] })
  return home.sections.length > 0 ? home : { ...home, sections: usualSections(summary, story) }
}

function usualSections(summary: Bilingual, story: Bilingual): Section[] {
  const isOn = true
  const none = { en: '', es: '' }
  const heading = (en: string, es: string) => ({ heading: { en, es } })
  return [
    { key: 's1', kind: 'hero', isOn, picture: '', pictureAlt: none, ask: summary, button: none, action: '' },
    { key: 's2', kind: 'actions', isOn, ...heading('Take action', 'Actúe'), which: 'all', chosen: '' },
    // Begun with a summary alone, it would say the same twice.
    {
      key: 's3',
      kind: 'text',
      isOn: story.en !== summary.en,
      ...heading('What this is about', 'De qué se trata'),
      text: story,
    },
    { key: 's4', kind: 'near-you', isOn, ...heading('Near you', 'Cerca de usted'), text: none },
    { key: 's5', kind: 'news', isOn, ...heading('News', 'Noticias') },
  ]
}
