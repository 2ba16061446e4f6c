import type { Language } from './language'
import archiveEn from './messages/en/archive.json'
import broadcastsEn from './messages/en/broadcasts.json'
import calendarEn from './messages/en/calendar.json'
import callsEn from './messages/en/calls.json'
import casesEn from './messages/en/cases.json'
import digestEn from './messages/en/digest.json'
import fieldsEn from './messages/en/fields.json'
import flyersEn from './messages/en/flyers.json'
import laddersEn from './messages/en/ladders.json'
import lettersEn from './messages/en/letters.json'
import libraryEn from './messages/en/library.json'
import linksEn from './messages/en/links.json'
import localitiesEn from './messages/en/localities.json'
import mailsEn from './messages/en/mails.json'
import meetingsEn from './messages/en/meetings.json'
import moneyEn from './messages/en/money.json'
import newsEn from './messages/en/news.json'
import officeEn from './messages/en/office.json'
import officialsEn from './messages/en/officials.json'
import outreachEn from './messages/en/outreach.json'
import placesEn from './messages/en/places.json'
import searchEn from './messages/en/search.json'
import segmentsEn from './messages/en/segments.json'
import siteEn from './messages/en/site.json'
import startEn from './messages/en/start.json'
import textsEn from './messages/en/texts.json'
import timelineEn from './messages/en/timeline.json'
import undoEn from './messages/en/undo.json'
import uploadsEn from './messages/en/uploads.json'
import archiveEs from './messages/es/archive.json'
import broadcastsEs from './messages/es/broadcasts.json'
import calendarEs from './messages/es/calendar.json'
import callsEs from './messages/es/calls.json'
import casesEs from './messages/es/cases.json'
import digestEs from './messages/es/digest.json'
import fieldsEs from './messages/es/fields.json'
import flyersEs from './messages/es/flyers.json'
import laddersEs from './messages/es/ladders.json'
import lettersEs from './messages/es/letters.json'
import libraryEs from './messages/es/library.json'
import linksEs from './messages/es/links.json'
import localitiesEs from './messages/es/localities.json'
import mailsEs from './messages/es/mails.json'
import meetingsEs from './messages/es/meetings.json'
import moneyEs from './messages/es/money.json'
import newsEs from './messages/es/news.json'
import officeEs from './messages/es/office.json'
import officialsEs from './messages/es/officials.json'
import outreachEs from './messages/es/outreach.json'
import placesEs from './messages/es/places.json'
import searchEs from './messages/es/search.json'
import segmentsEs from './messages/es/segments.json'
import siteEs from './messages/es/site.json'
import startEs from './messages/es/start.json'
import textsEs from './messages/es/texts.json'
import timelineEs from './messages/es/timeline.json'
import undoEs from './messages/es/undo.json'
import uploadsEs from './messages/es/uploads.json'

/**
 * One file per namespace and language: `site` on public pages, `mails` in email, `texts` in SMS, `office` on
 * organizers' pages; `places`, `officials`, `broadcasts`, `calls`, `letters`, `outreach`, `money`, `uploads`, `timeline`,
 * `cases`, `news`, `meetings`, `library` and so on for the features of those names.
 */
const english = {
  site: siteEn,
  mails: mailsEn,
  texts: textsEn,
  office: officeEn,
  places: placesEn,
  officials: officialsEn,
  broadcasts: broadcastsEn,
  calendar: calendarEn,
  calls: callsEn,
  ladders: laddersEn,
  letters: lettersEn,
  library: libraryEn,
  localities: localitiesEn,
  outreach: outreachEn,
  money: moneyEn,
  uploads: uploadsEn,
  undo: undoEn,
  timeline: timelineEn,
  cases: casesEn,
  digest: digestEn,
  fields: fieldsEn,
  news: newsEn,
  meetings: meetingsEn,
  search: searchEn,
  segments: segmentsEn,
  links: linksEn,
  flyers: flyersEn,
  archive: archiveEn,
  start: startEn,
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
    broadcasts: broadcastsEs,
    calendar: calendarEs,
    calls: callsEs,
    ladders: laddersEs,
    letters: lettersEs,
    library: libraryEs,
    localities: localitiesEs,
    outreach: outreachEs,
    money: moneyEs,
    uploads: uploadsEs,
    undo: undoEs,
    timeline: timelineEs,
    cases: casesEs,
    digest: digestEs,
    fields: fieldsEs,
    news: newsEs,
    meetings: meetingsEs,
    search: searchEs,
    segments: segmentsEs,
    links: linksEs,
    flyers: flyersEs,
    archive: archiveEs,
    start: startEs,
  },
}
