import { renderToStaticMarkup } from 'react-dom/server'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Template } from '~/queue/outbox/message'
import type {
  DigestFacts,
  ForgettingFacts,
  InvitationFacts,
  ListFacts,
  MessageFacts,
  MoneyFacts,
} from '~/queue/outbox/message-facts'
import { addressChanges } from './address-changes'
import { alreadySigned } from './already-signed'
import { alreadyWrote } from './already-wrote'
import { callReminder } from './call-reminder'
import { confirmAddress, confirmSender } from './confirm-address'
import { confirmContact } from './confirm-contact'
import { confirmLetter } from './confirm-letter'
import { confirmNews } from './confirm-news'
import { confirmReminder } from './confirm-reminder'
import { confirmSignature } from './confirm-signature'
import { contactChanging } from './contact-changing'
import { dailyDigest } from './daily-digest'
import { didTheyAnswer } from './did-they-answer'
import { everythingWeHold } from './everything-we-hold'
import { forgetting7 } from './forgetting-7'
import { forgetting30 } from './forgetting-30'
import { ladderMessage } from './ladder-message'
import { letInAgain } from './let-in-again'
import { letterCameBack } from './letter-came-back'
import type { Mail } from './mail'
import { moneyNear } from './money-near'
import { moneySpent } from './money-spent'
import { officeInvitation } from './office-invitation'
import { officialAnswered } from './official-answered'
import { ownPageLink } from './own-page-link'
import { sampleIn } from './sample-facts'
import { senderTest } from './sender-test'
import { signInFailed } from './sign-in-failed'
import { somebodyHere } from './somebody-here'
import { thankYou } from './thank-you'

const mails: Record<Template, Mail> = {
  'confirm-signature': confirmSignature,
  'confirm-reminder': confirmReminder,
  'confirm-contact': confirmContact,
  'contact-changing': contactChanging,
  'already-signed': alreadySigned,
  'thank-you': thankYou,
  'own-page-link': ownPageLink,
  'everything-we-hold': everythingWeHold,
  'official-answered': officialAnswered,
  'confirm-news': confirmNews,
  'did-they-answer': didTheyAnswer,
  'call-reminder': callReminder,
  'somebody-here': somebodyHere,
  'office-invitation': officeInvitation,
  'confirm-letter': confirmLetter,
  'already-wrote': alreadyWrote,
  'letter-came-back': letterCameBack,
  'ladder-message': ladderMessage,
  'money-near': moneyNear,
  'money-spent': moneySpent,
  'forgetting-30': forgetting30,
  'forgetting-7': forgetting7,
  'let-in-again': letInAgain,
  'sign-in-failed': signInFailed,
  'confirm-address': confirmAddress,
  'confirm-sender': confirmSender,
  'address-changes': addressChanges,
  'sender-test': senderTest,
  'daily-digest': dailyDigest,
}

export interface RenderedMail {
  subject: string
  text: string
  html: string
}

/** Placeholders for facts, each between two characters that nobody types. */
const blanks: MessageFacts = {
  givenName: blank('givenName'),
  campaignName: blank('campaignName'),
  petitionTitle: blank('petitionTitle'),
  petitionUrl: blank('petitionUrl'),
  ownSubject: blank('ownSubject'),
  ownText: blank('ownText'),
  ownButton: blank('ownButton'),
  ownUrl: blank('ownUrl'),
  actionTitle: blank('actionTitle'),
  actionUrl: blank('actionUrl'),
  shareUrl: blank('shareUrl'),
  shareUrlInMail: blank('shareUrlInMail'),
  confirmUrl: blank('confirmUrl'),
  ownPageUrl: blank('ownPageUrl'),
  stopUrl: blank('stopUrl'),
  joinUrl: blank('joinUrl'),
  invitation: null,
  moneyUrl: blank('moneyUrl'),
  money: null,
  campaignsUrl: blank('campaignsUrl'),
  forgetting: null,
  groupName: blank('groupName'),
  groupLine: blank('groupLine'),
  postalAddress: blank('postalAddress'),
  addressUrl: blank('addressUrl'),
  officeUrl: blank('officeUrl'),
  accountUrl: blank('accountUrl'),
  list: null,
  digest: null,
  signInUrl: blank('signInUrl'),
  code: blank('code'),
  quote: blank('quote'),
  quoteMeaning: blank('quoteMeaning'),
}

const forms = new Map<string, RenderedMail>()

/** Renders one of our emails in one language. */
export function renderMail(template: Template, language: Language, facts: MessageFacts): RenderedMail {
  return renderOwnMail({ template, mail: mails[template] }, language, facts)
}

/**
 * Renders an email in one language. React renders each form once; placeholders are then filled in for each person.
 *
 * @param template unique to this email
 */
export function renderOwnMail(
  { template, mail }: { template: string; mail: Mail },
  language: Language,
  facts: MessageFacts,
): RenderedMail {
  const { subject, text, html } = formOf({ template, mail }, language, facts)
  return { subject: fill(subject, facts), text: fill(text, facts), html: fill(html, facts, escapeHtml) }
}

/** Every email in both languages, rendered from its sample. */
export function everySample(): (RenderedMail & { template: Template; language: Language })[] {
  const templates = Object.keys(mails) as Template[]
  return templates.flatMap((template) =>
    languages.map((language) => ({
      template,
      language,
      ...renderMail(template, language, sampleIn(language, mails[template].sample)),
    })),
  )
}

function formOf(
  { template, mail }: { template: string; mail: Mail },
  language: Language,
  {
    givenName,
    ownSubject,
    ownText,
    invitation,
    money,
    forgetting,
    digest,
    quoteMeaning,
    groupName,
    groupLine,
    postalAddress,
    list,
  }: MessageFacts,
): RenderedMail {
  const key = [
    template,
    language,
    givenName !== null,
    ownSubject !== '',
    ownText !== '',
    quoteMeaning !== '',
    groupName !== '',
    groupLine !== '',
    postalAddress !== '',
    invitation?.role,
    invitation?.by === null,
    money?.way,
    money?.campaign === null,
    list && [list.where, list.day].map((known) => known !== '').join(' '),
    digest && [digest.needs, digest.yesterday, digest.goals].map((lines) => lines !== '').join(' '),
  ].join(' ')
  const known = forms.get(key)
  if (known) return known
  const props = {
    t: translator(language),
    language,
    ...blanks,
    givenName: givenName === null ? null : blanks.givenName,
    ownSubject: ownSubject && blanks.ownSubject,
    ownText: ownText && blanks.ownText,
    quoteMeaning: quoteMeaning && blanks.quoteMeaning,
    groupName: groupName && blanks.groupName,
    groupLine: groupLine && blanks.groupLine,
    postalAddress: postalAddress && blanks.postalAddress,
    invitation: invitation && blankInvitation(invitation),
    money: money && blankMoney(money),
    forgetting: forgetting && blankForgetting,
    list: list && blankList(list),
    digest: digest && blankDigest(digest),
  }
  const html = renderToStaticMarkup(<mail.Html {...props} />).replace(
    /^<html[^>]*>/,
    `<html lang="${language}" dir="ltr">`,
  )
  const form = { subject: mail.subject(props), text: mail.text(props), html: `<!doctype html>${html}` }
  forms.set(key, form)
  return form
}

/** The texts depend on the channel and on whether the limit is one campaign's. */
function blankMoney({ way, campaign }: MoneyFacts): MoneyFacts {
  return { way, campaign: campaign === null ? null : blank('campaign'), spent: blank('spent'), limit: blank('limit') }
}

/** The texts depend on the role, and on whether somebody in particular invites. */
function blankInvitation({ by, role }: InvitationFacts): InvitationFacts {
  return { by: by === null ? null : blank('by'), group: blank('group'), role }
}

const blankForgetting: ForgettingFacts = { campaign: blank('campaign'), people: blank('people'), day: blank('day') }

/** What is not known is not said. */
function blankList({ where, day }: ListFacts): ListFacts {
  return { where: where && blank('where'), day: day && blank('day') }
}

/** The parts that have nothing to say are left out. */
function blankDigest({ needs, yesterday, goals }: DigestFacts): DigestFacts {
  return {
    day: blank('day'),
    needs: needs && blank('needs'),
    yesterday: yesterday && blank('yesterday'),
    goals: goals && blank('goals'),
  }
}

function blank(
  name:
    | keyof DigestFacts
    | keyof ListFacts
    | keyof MessageFacts
    | keyof MoneyFacts
    | keyof ForgettingFacts
    | keyof InvitationFacts,
): string {
  return `\uE000${name}\uE001`
}

function fill(form: string, facts: MessageFacts, escape: (text: string) => string = (text) => text): string {
  const values = {
    ...facts,
    ...facts.invitation,
    ...facts.money,
    ...facts.forgetting,
    ...facts.list,
    ...facts.digest,
  } as Record<string, string | null>
  return form.replace(/\uE000(\w+)\uE001/g, (_, name: string) => escape(values[name] ?? ''))
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
