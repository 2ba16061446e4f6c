import { randomUUID } from 'node:crypto'
import type { Db } from '#db/client'
import { actionView } from '~/actions/kind/action-view'
import { type AdvocacyCampaign, availabilityOf } from '~/actions/kind/advocacy.server'
import { readNobodyHere } from '~/actions/kind/nobody-here.server'
import type { PlaceAsked } from '~/actions/kind/place'
import { divisionIds } from '~/actions/kind/place.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import { readSoFar } from '~/actions/kind/so-far.server'
import { nameOf, targetWords } from '~/actions/kind/target-words'
import { mailto } from '~/actions/letters/mailto'
import type { Env } from '~/env.server'
import { placeNameWithin } from '~/geography/place-name'
import type { Language } from '~/i18n/language'
import { bestContact, type Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { paths } from '~/paths'
import { linesOf } from '~/ui/forms/content'
import { shownNumber, telHref } from '~/ui/forms/phone-number'
import { smsLinks } from './sms-link'
import { textContent } from './text-content'
import { countedTexts } from './text-outcomes'
import type { TextPlace } from './text-place'
import type { TextedOffice, TextView } from './text-view'
import { textWords } from './text-words'

/** Reads a text page. @param asked the question about their place to show instead, or null */
export async function readTextPage(
  db: Db,
  { twilio, channels }: Pick<Env, 'twilio' | 'channels'>,
  action: AdvocacyCampaign,
  language: Language,
  at: TextPlace,
  now: Date,
  asked: PlaceAsked | null = null,
): Promise<TextView> {
  const content = textContent.parse(action.content)
  const words = { subject: content.subject.en || action.title.en, message: content.message.en }
  const isAsking = action.targeting.how === 'lookup' && at.here.length === 0
  const { postIds, agreedIds } = isAsking
    ? { postIds: [], agreedIds: [] }
    : await postsToReach(db, action, await divisionIds(db, at.here))
  const [targets, agreed, word, soFar] = await Promise.all([
    readTargets(db, postIds),
    readTargets(db, agreedIds),
    wordOf(db, action.id, language),
    readSoFar(db, action, { counted: countedTexts, words: textWords }, language, now),
  ])
  const isTold = targets.some((target) => at.told.includes(target.slug))
  const rest = targets.filter((target) => !at.told.includes(target.slug))
  return {
    ...actionView(
      action,
      content,
      language,
      { path: paths.texts(language, action.slug), soFar, agreed: agreed.map((target) => nameOf(target, language)) },
      now,
    ),
    state: availabilityOf(action, now),
    message: words.message,
    meaning: language === 'es' ? content.message.es : '',
    notes: linesOf(content.notes[language]),
    asked: asked ?? (isAsking ? { for: 'zip', problem: null } : null),
    at,
    nobody: targets.length === 0 && !isAsking ? await readNobodyHere(db, action, at.here) : null,
    isTold,
    isDone: isTold && !rest.some(takesTexts),
    thanks: linesOf(content.thanks[language]),
    offices: rest.map((target) => officeOf(target, words, language)),
    campaignText:
      channels.texts !== 'none' && twilio && word
        ? { word, number: twilio.from, shown: shownNumber(twilio.from), links: smsLinks(twilio.from, word) }
        : null,
  }
}

function takesTexts(target: Target): boolean {
  return target.contacts.some((contact) => contact.kind === 'text' && contact.status === 'fine')
}

/** An official with their contacts. @param words the text, and with its subject the mail to send instead */
function officeOf(
  target: Target,
  { subject, message }: { subject: string; message: string },
  language: Language,
): TextedOffice {
  const { official, title } = targetWords(target)
  const text = target.contacts.find((contact) => contact.kind === 'text' && contact.status === 'fine')
  const voice = bestContact(target, ['voice'])
  const email = bestContact(target, ['email'])
  return {
    postSlug: target.slug,
    name: official[language],
    title: `${title[language]}, ${placeNameWithin(language, target.place)}`,
    text: text ? { contactId: text.id, shown: shownNumber(text.value), links: smsLinks(text.value, message) } : null,
    call: voice && {
      href: telHref(voice.value, voice.extension),
      shown: [shownNumber(voice.value), voice.extension && `ext. ${voice.extension}`].filter(Boolean).join(' '),
    },
    email: email && { href: mailto([email.value], subject, message).href, shown: email.value },
    outreachId: randomUUID(),
  }
}

/** The action's keyword in a language, in upper case as printed. */
async function wordOf(db: Db, actionId: string, language: Language): Promise<string | null> {
  const row = await db
    .selectFrom('keyword')
    .select('word')
    .where('advocacy_campaign_id', '=', actionId)
    .where('language', '=', language)
    .where('dropped_at', 'is', null)
    .orderBy('created_at')
    .executeTakeFirst()
  return row?.word.toUpperCase() ?? null
}
