import type { Language } from './language'
import callsEn from './messages/en/calls.json'
import lettersEn from './messages/en/letters.json'
import localitiesEn from './messages/en/localities.json'
import mailsEn from './messages/en/mails.json'
import moneyEn from './messages/en/money.json'
import officeEn from './messages/en/office.json'
import officialsEn from './messages/en/officials.json'
import outreachEn from './messages/en/outreach.json'
import placesEn from './messages/en/places.json'
import siteEn from './messages/en/site.json'
import textsEn from './messages/en/texts.json'
import uploadsEn from './messages/en/uploads.json'
import callsEs from './messages/es/calls.json'
import lettersEs from './messages/es/letters.json'
import localitiesEs from './messages/es/localities.json'
import mailsEs from './messages/es/mails.json'
import moneyEs from './messages/es/money.json'
import officeEs from './messages/es/office.json'
import officialsEs from './messages/es/officials.json'
import outreachEs from './messages/es/outreach.json'
import placesEs from './messages/es/places.json'
import siteEs from './messages/es/site.json'
import textsEs from './messages/es/texts.json'
import uploadsEs from './messages/es/uploads.json'

/**
 * One file per namespace and language: `site` on public pages, `mails` in email, `texts` in SMS, `office` on
 * organizers' pages; `places`, `officials`, `calls`, `letters`, `localities`, `outreach`, `money` and `uploads` for the features of
 * those names.
 */
const english = {
  site: siteEn,
  mails: mailsEn,
  texts: textsEn,
  office: officeEn,
  places: placesEn,
  officials: officialsEn,
  calls: callsEn,
  letters: lettersEn,
  localities: localitiesEn,
  outreach: outreachEn,
  money: moneyEn,
  uploads: uploadsEn,
}

export type Messages = typeof english

export const messages: Record<Language, Messages> = {
  en: english,
  es: {
    site: siteEs,
    mails: mailsEs,
    texts: textsEs,
    office: officeEs,
    places: placesEs,
    officials: officialsEs,
    calls: callsEs,
    letters: lettersEs,
    localities: localitiesEs,
    outreach: outreachEs,
    money: moneyEs,
    uploads: uploadsEs,
  },
}
