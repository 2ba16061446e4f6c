import { renderToStaticMarkup } from 'react-dom/server'
import { listAdvocacyCards } from '~/actions/kind/advocacy-cards.server'
import type { OutreachKind } from '~/actions/kind/kind'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { textOutcomes } from '~/queue/intake/outreach'
import { emptyForm } from '~/ui/forms/form-state'
import { readTextPage } from './read-text-page.server'
import { textContent, textFields } from './text-content'
import { TextPage } from './text-page'

/** Texts, as one kind of action. */
export const textKind: OutreachKind = {
  kind: 'text',
  fields: textFields,
  readContent: (stored) => textContent.parse(stored),
  missingIn: () => [],
  // Where an office takes no texts a letter carries it, which may come back.
  outcomes: [...textOutcomes, 'refused', 'bounced'],
  reached: ['sent', 'delivered', 'own-phone'],
  path: (language, slug) => paths.texts(language, slug),
  async preview({ db, env: { channels } }, action, language, now) {
    const view = await readTextPage(db, { twilio: null, channels }, action, language, { here: [], area: '' }, now)
    return renderToStaticMarkup(
      <TextPage lang={language} t={translator(language)} view={view} form={emptyForm} isTold={false} next={null} />,
    )
  },
  listCards: (db, language, now, campaignId) => listAdvocacyCards(db, textKind, language, now, campaignId),
}
