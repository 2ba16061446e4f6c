import { renderToStaticMarkup } from 'react-dom/server'
import { z } from 'zod'
import { listAdvocacyCards } from '~/actions/kind/advocacy-cards.server'
import type { OutreachKind } from '~/actions/kind/kind'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { faxContent, faxFields } from './fax-content'
import { FaxPage } from './fax-page'
import { faxWords } from './fax-words'
import { readFaxPage } from './read-fax.server'

const sent = z.object({ outreach: z.uuid(), to: z.uuid(), contact: z.uuid(), email: z.email().nullable().catch(null) })

export const faxPath = (language: Language, slug: string) => `/${language}/faxes/${slug}`

/** Faxes, as one kind of action. */
export const faxKind: OutreachKind = {
  kind: 'fax',
  sign: 'envelope',
  words: faxWords,
  fields: faxFields,
  readContent: (stored) => faxContent.parse(stored),
  missingIn: () => [],
  outcomes: ['sent', 'line-busy'],
  reached: ['sent'],
  counted: ['sent'],
  ways: ['own-machine'],
  reachedBy: ['voice'],
  osdiType: 'fax',
  path: faxPath,
  async preview({ db }, action, language, now) {
    const view = await readFaxPage(db, action, language, now)
    return renderToStaticMarkup(
      <FaxPage lang={language} t={translator(language)} view={view} isDone={false} next={null} />,
    )
  },
  mails: {
    'action-fax-receipt': {
      name: { en: 'Receipt for a fax', es: 'Recibo de un fax' },
      load: async () => (await import('#emails/fax-receipt')).faxReceipt,
    },
  },
  readDone(fields) {
    const read = sent.safeParse(fields)
    if (!read.success) return null
    const { outreach: id, to: postId, contact: contactDetailId, email } = read.data
    return {
      outreach: [{ id, postId, contactDetailId, outcome: 'sent', via: 'own-machine' }],
      mail: email ? { template: 'action-fax-receipt', to: email } : null,
    }
  },
  listCards: (db, language, now, campaignId) => listAdvocacyCards(db, faxKind, language, now, campaignId),
}
