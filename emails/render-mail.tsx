import { renderToStaticMarkup } from 'react-dom/server'
import { languages, type Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Template } from '~/outbox/message'
import type { MessageFacts } from '~/outbox/message-facts'
import * as alreadySigned from './already-signed'
import * as confirmReminder from './confirm-reminder'
import * as confirmSignature from './confirm-signature'
import * as everythingWeHold from './everything-we-hold'
import type { Mail } from './mail'
import * as ownPageLink from './own-page-link'
import * as thankYou from './thank-you'

const mails: Record<Template, Mail> = {
  'confirm-signature': confirmSignature,
  'confirm-reminder': confirmReminder,
  'already-signed': alreadySigned,
  'thank-you': thankYou,
  'own-page-link': ownPageLink,
  'everything-we-hold': everythingWeHold,
}

export interface RenderedMail {
  subject: string
  text: string
  html: string
}

/** Writes one mail in one language. */
export function renderMail(template: Template, language: Language, facts: MessageFacts): RenderedMail {
  const mail = mails[template]
  const props = { t: translator(language), ...facts }
  const html = renderToStaticMarkup(<mail.Html {...props} />).replace(/^<html[^>]*>/, `<html lang="${language}" dir="ltr">`)
  return { subject: mail.subject(props), text: mail.text(props), html: `<!doctype html>${html}` }
}

/** Every mail in both languages, from its sample. */
export function everySample(): (RenderedMail & { template: Template; language: Language })[] {
  const templates = Object.keys(mails) as Template[]
  return templates.flatMap((template) => languages.map((language) => ({ template, language, ...renderMail(template, language, mails[template].sample) })))
}
