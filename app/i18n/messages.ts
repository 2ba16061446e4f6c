import mailsEn from './messages/en/mails.json'
import officeEn from './messages/en/office.json'
import siteEn from './messages/en/site.json'
import textsEn from './messages/en/texts.json'
import mailsEs from './messages/es/mails.json'
import officeEs from './messages/es/office.json'
import siteEs from './messages/es/site.json'
import textsEs from './messages/es/texts.json'
import type { Language } from './language'

/** One file a namespace and language: `site` on pages, `mails` in e-mail, `texts` in SMS, `office` on organizers' pages. */
const english = { site: siteEn, mails: mailsEn, texts: textsEn, office: officeEn }

export type Messages = typeof english

export const messages: Record<Language, Messages> = { en: english, es: { site: siteEs, mails: mailsEs, texts: textsEs, office: officeEs } }
