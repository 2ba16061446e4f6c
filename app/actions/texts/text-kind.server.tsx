import { renderToStaticMarkup } from 'react-dom/server'
import { listAdvocacyCards } from '~/actions/kind/advocacy-cards.server'
import type { OutreachKind } from '~/actions/kind/kind'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'
import { readTextPage } from './read-text-page.server'
import { textContent, textFields } from './text-content'
import { countedTexts, textOutcomes } from './text-outcomes'
import { TextPage } from './text-page'
import { textWords } from './text-words'

/** Texts, a kind of action. */
export const textKind: OutreachKind = {
  kind: 'text',
  sign: 'bubble',
  words: textWords,
  fields: textFields,
  readContent: (stored) => textContent.parse(stored),
  missingIn: () => [],
  outcomes: textOutcomes,
  reached: countedTexts,
  counted: countedTexts,
  ways: ['relay', 'own-phone'],
  reachedBy: ['text', 'email', 'voice'],
  osdiType: 'sms',
  path: (language, slug) => paths.texts(language, slug),
  async preview({ db, env: { channels } }, action, language, now) {
    const view = await readTextPage(
      db,
      { twilio: null, channels },
      action,
      language,
      { here: [], area: '', told: [], ref: '' },
      now,
    )
    return renderToStaticMarkup(
      <TextPage
        lang={language}
        t={translator(language)}
        view={view}
        form={emptyForm}
        acts={null}
        last={null}
        hasTexts={false}
      />,
    )
  },
  warning: ({ texts }, language) => (texts === 'none' ? translator(language)('outreach.office.noTexts') : null),
  isDoneByText: true,
  isCarriedByLetter: true,
  listCards: (db, language, now, campaignId) => listAdvocacyCards(db, textKind, language, now, campaignId),
}
