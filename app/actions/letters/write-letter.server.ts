import type { Db } from '#db/client'
import { type AdvocacyCampaign, isOpenNow } from '~/actions/kind/advocacy.server'
import { isRefused, type PlaceAsked } from '~/actions/kind/place'
import { findPlace } from '~/actions/kind/place.server'
import { outreachId } from '~/actions/outreach/outreach-id'
import { shareSource } from '~/actions/petitions/share-source'
import { areaOf } from '~/geography/area'
import type { Language } from '~/i18n/language'
import { countiesOfZip } from '~/officials/divisions/lookup.server'
import { bestContact, type Target } from '~/officials/posts/target'
import type { Intake } from '~/queue/intake/append.server'
import { type FieldError, type FormState, type ReadForm, readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { sealingKey } from '~/vault/vault-keys.server'
import { addressOf, ownMails } from './addressed'
import { countOwnWords } from './compose-letter'
import { type LetterForm, type LetterPlace, letterSchema, seedSchema, sentLetterSchema } from './letter.schema'
import type { LetterBody } from './letter-body'
import { letterPages } from './letter-pages.server'
import { letterPlaceQuery } from './letter-place'
import type { LetterView } from './letter-view'
import { compositionOf, type Desk, readDesk, readLetterPage, recomposed, viewOf } from './read-letter.server'

/** What writing needs. */
export interface WriteContext {
  db: Db
  intake: Intake
}

/** What came of pressing a button on the page of a letter. */
export type Wrote =
  | { outcome: 'shown'; view: LetterView; form: FormState }
  | { outcome: 'invalid'; view: LetterView; form: FormState }
  /** They live there: the page with whom to write to. */
  | { outcome: 'here'; place: LetterPlace }
  /** Sealed, to be confirmed from the mailbox; the same for everybody. */
  | { outcome: 'taken' }
  | { outcome: 'counted' }
  | { outcome: 'busy'; retryAfter: number }

/** Takes in one press on the page of a letter. What was typed stays on the page until the letter is taken in. */
export async function writeLetter(
  where: WriteContext,
  action: AdvocacyCampaign,
  language: Language,
  place: LetterPlace,
  fields: Record<string, string>,
  now: Date,
): Promise<Wrote> {
  const { db } = where
  const show = async (typed: Record<string, string> | null, asked: PlaceAsked | null = null): Promise<Wrote> => ({
    outcome: 'shown',
    view: await readLetterPage(db, action, language, place, typed, now, asked),
    form: { values: typed ?? {}, errors: [] },
  })
  if (fields.intent === 'switch' && place.here.length === 0 && fields.zip !== undefined)
    return show(null, { for: 'zip', problem: null, typed: fields.zip.slice(0, 10) })
  if (fields.intent === 'place') return findHere(db, action, language, place, fields, now)
  const desk = await readDesk(db, action, place.here)
  if (!isOpenNow(action, now) || desk.targets.length === 0) return show(null)
  switch (fields.intent) {
    case 'points':
    case 'another':
      return show(recomposed(desk, fields, fields.intent === 'another', now))
    case 'send':
      return send(where, action, language, place, desk, fields, now)
    case 'own':
    case 'paper':
      return finish(db, action, language, place, desk, fields, now)
    case 'own-sent':
      return count(
        where,
        action,
        language,
        place,
        desk.targets.filter((target) => bestContact(target, ['email'])),
        fields,
        'own-mail',
        now,
      )
    default:
      return show(fields)
  }
}

/** A letter on paper, counted; null when what was posted is no whole letter. */
export async function printLetter(
  where: WriteContext,
  action: AdvocacyCampaign,
  language: Language,
  place: LetterPlace,
  fields: Record<string, string>,
  now: Date,
): Promise<Buffer | 'busy' | null> {
  const desk = await readDesk(where.db, action, place.here)
  const read = readFields(letterSchema, fields)
  if (
    read.outcome === 'invalid' ||
    desk.targets.length === 0 ||
    !isOpenNow(action, now) ||
    !(await countiesOfZip(where.db, read.value.postal_code))
  )
    return null
  const counted = await count(where, action, language, place, desk.targets, fields, 'printed', now)
  if (counted.outcome === 'busy') return 'busy'
  const words = wordsOf(desk, read.value)
  const targets = words.isToAll ? desk.targets.slice(0, 1) : desk.targets
  return letterPages(targets.map((target) => ({ words, target, address: addressOf(target, words.isToAll) })))
}

async function findHere(
  db: Db,
  action: AdvocacyCampaign,
  language: Language,
  place: LetterPlace,
  fields: Record<string, string>,
  now: Date,
): Promise<Wrote> {
  if (action.targeting.how !== 'lookup') return { outcome: 'here', place }
  const found = await findPlace(db, action.targeting, fields)
  if ('found' in found) return { outcome: 'here', place: { ...place, here: found.found.slugs, area: found.found.area } }
  return {
    outcome: isRefused(found.ask) ? 'invalid' : 'shown',
    view: await readLetterPage(db, action, language, place, null, now, found.ask),
    form: { values: {}, errors: [] },
  }
}

async function send(
  { db, intake }: WriteContext,
  action: AdvocacyCampaign,
  language: Language,
  place: LetterPlace,
  desk: Desk,
  fields: Record<string, string>,
  now: Date,
): Promise<Wrote> {
  // What fills the honeypot is taken to its face and dropped.
  if (fields.website) return { outcome: 'taken' }
  const read = readFields(sentLetterSchema, fields)
  const form = await problemsOf(db, desk, fields, read, now)
  if (read.outcome === 'invalid' || form)
    return {
      outcome: 'invalid',
      view: await readLetterPage(db, action, language, place, fields, now),
      form: form ?? { values: fields, errors: [] },
    }
  const { subject, body, spanish, isToAll } = wordsOf(desk, read.value)
  const appended = await intake.append(
    await sealingKey(db, action.campaignId),
    'letter',
    {
      actionId: action.id,
      postIds: desk.targets.map((target) => target.postId),
      language,
      subject,
      body,
      spanish,
      isToAll,
      givenName: read.value.given_name,
      familyName: read.value.family_name,
      email: read.value.email,
      postalCode: read.value.postal_code,
      wantsReplies: read.value.wants_replies,
      showName: read.value.show_name,
      source: shareSource(place.ref),
    },
    now,
  )
  return appended.outcome === 'busy' ? appended : { outcome: 'taken' }
}

/** From their own mail, or on paper: the letter as it is finished, to take along. */
async function finish(
  db: Db,
  action: AdvocacyCampaign,
  language: Language,
  place: LetterPlace,
  desk: Desk,
  fields: Record<string, string>,
  now: Date,
): Promise<Wrote> {
  const read = readFields(letterSchema, fields)
  const form = await problemsOf(db, desk, fields, read, now)
  if (read.outcome === 'invalid' || form)
    return {
      outcome: 'invalid',
      view: await readLetterPage(db, action, language, place, fields, now),
      form: form ?? { values: fields, errors: [] },
    }
  const words = wordsOf(desk, read.value)
  const { subject, body, spanish, several, given_name, family_name, postal_code } = read.value
  const kept = { seed: fields.seed ?? '', subject, body, spanish, several, given_name, family_name, postal_code }
  const withAddress = desk.targets.filter((target) => bestContact(target, ['address'])).length
  const step =
    fields.intent === 'own'
      ? ({ is: 'own-mail', mails: ownMails(desk.targets, words, language), fields: kept } as const)
      : ({
          is: 'paper',
          withAddress,
          of: desk.targets.length,
          fields: kept,
          placeQuery: letterPlaceQuery(place),
        } as const)
  return {
    outcome: 'shown',
    view: await viewOf(db, action, language, desk, step, now),
    form: { values: fields, errors: [] },
  }
}

/** What is wrong with a letter: in its fields, a ZIP that no list has, too few words of their own. Null: nothing. */
async function problemsOf(
  db: Db,
  desk: Desk,
  fields: Record<string, string>,
  read: ReadForm<LetterForm>,
  now: Date,
): Promise<FormState | null> {
  const errors: FieldError[] = read.outcome === 'read' ? [] : read.form.errors
  const zip = read.outcome === 'read' ? read.value.postal_code : null
  if (zip && !(await countiesOfZip(db, zip))) errors.push({ field: 'postal_code', message: 'writerZipUnknown' })
  const wanted = desk.content.minimumOwnWords ?? 0
  const typed = (fields.spanish ?? '').split(/\s+/).filter(Boolean).length
  const isBodyRead = !errors.some((error) => error.field === 'body')
  if (
    wanted > 0 &&
    isBodyRead &&
    countOwnWords(compositionOf(desk, 'en', '', now), cleanLines(fields.body ?? '')) + typed < wanted
  )
    errors.push({ field: 'body', message: 'ownWordsFew' })
  return errors.length > 0 ? { values: fields, errors } : null
}

function wordsOf({ content, targets }: Desk, form: LetterForm): LetterBody {
  const name = [form.given_name, form.family_name].filter(Boolean).join(' ')
  const named = (text: string) => text.replaceAll('{name}', name)
  const isToAll =
    targets.length > 1 && (content.several === 'all' || (content.several !== 'each' && form.several === 'all'))
  return {
    subject: named(form.subject),
    body: named(form.body),
    spanish: form.spanish,
    name,
    place: form.postal_code,
    replyTo: null,
    sender: null,
    isToAll,
  }
}

/** Counts what somebody did by themselves, once a page, button and official, without a trace of who it was. */
async function count(
  { db, intake }: WriteContext,
  action: AdvocacyCampaign,
  language: Language,
  place: LetterPlace,
  targets: Target[],
  fields: Record<string, string>,
  outcome: 'own-mail' | 'printed',
  now: Date,
): Promise<{ outcome: 'counted' } | { outcome: 'busy'; retryAfter: number }> {
  const seed = seedSchema.safeParse(fields.seed)
  if (!seed.success) return { outcome: 'counted' }
  const key = await sealingKey(db, action.campaignId)
  const area = /^\d{5}$/.test(fields.postal_code ?? '') ? areaOf(fields.postal_code!, 'US') : place.area
  const appended = await Promise.all(
    targets.map((target) =>
      intake.append(
        key,
        'outreach',
        {
          outreachId: outreachId(`${seed.data} ${target.postId} ${outcome}`),
          advocacyId: action.id,
          postId: target.postId,
          channel: 'letter',
          outcome,
          language,
          area,
          contactDetailId: bestContact(target, [outcome === 'printed' ? 'address' : 'email'])?.id ?? null,
          via: outcome === 'printed' ? 'print' : 'own-mail',
          source: shareSource(place.ref),
          durationSeconds: null,
        },
        now,
      ),
    ),
  )
  return appended.find((one) => one.outcome === 'busy') ?? { outcome: 'counted' }
}
