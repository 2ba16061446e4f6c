import { isOpenNow } from '~/actions/kind/advocacy.server'
import { isRefused } from '~/actions/kind/place'
import { findPlace } from '~/actions/kind/place.server'
import { shareSource } from '~/actions/petitions/share-source'
import type { FormState } from '~/ui/forms/form-state'
import { isTrapped, trapError } from '~/ui/forms/trapped'
import { sealingKey } from '~/vault/vault-keys.server'
import { checkLetter } from './check-letter.server'
import { type LetterPlace, letterSchema, sentLetterSchema } from './letter.schema'
import type { LetterStep, LetterView } from './letter-view'
import { countOwnMails, ownMailStep } from './own-mail.server'
import { countPrinted, paperStep } from './paper-letter.server'
import {
  type LetterTargets,
  type PageChange,
  readLetterPage,
  readLetterStep,
  readLetterTargets,
  recomposed,
} from './read-letter.server'
import type { WriteContext } from './write-context'

/** Result of a button on a letter page. */
export type Wrote =
  | { outcome: 'shown'; view: LetterView; form: FormState }
  | { outcome: 'invalid'; view: LetterView; form: FormState }
  /** The place is known: show the page with its targets. */
  | { outcome: 'here'; place: LetterPlace }
  /** Sealed, and to be confirmed by mail. The response depends on nothing but the letter. */
  | { outcome: 'taken'; isOutside: boolean }
  | { outcome: 'counted' }
  | { outcome: 'busy'; retryAfter: number }

/** Handles one submission of the letter page. Typed values stay on the page until the letter is accepted. */
export async function writeLetter(context: WriteContext, fields: Record<string, string>): Promise<Wrote> {
  const { db, action, place, now } = context
  if (fields.intent === 'switch' && place.here.length === 0 && fields.zip !== undefined)
    return show(context, { asked: { for: 'zip', problem: null, typed: fields.zip.slice(0, 20) } })
  if (fields.intent === 'place') return findHere(context, fields)
  const desk = await readLetterTargets(db, action, place.here)
  if (!isOpenNow(action, now) || desk.targets.length === 0) return show(context)
  switch (fields.intent) {
    case 'points':
    case 'another':
      return show(context, { typed: recomposed(desk, fields, fields.intent === 'another', now) })
    case 'send':
      return send(context, desk, fields)
    case 'own':
    case 'paper':
      return finish(context, desk, fields)
    case 'own-sent':
      return countOwnMails(context, desk, fields)
    case 'paper-sent':
      return countPrinted(context, desk, fields)
    default:
      return show(context, { typed: fields })
  }
}

async function show(context: WriteContext, change: PageChange = {}): Promise<Wrote> {
  return {
    outcome: 'shown',
    view: await readLetterPage(context.db, context, change),
    form: { values: change.typed ?? {}, errors: [] },
  }
}

async function findHere(context: WriteContext, fields: Record<string, string>): Promise<Wrote> {
  const { db, action, place } = context
  if (action.targeting.how !== 'lookup') return { outcome: 'here', place }
  const found = await findPlace(db, action.targeting, fields)
  if ('found' in found) return { outcome: 'here', place: { ...place, here: found.found.slugs, area: found.found.area } }
  const shown = await show(context, { asked: found.ask })
  return isRefused(found.ask) && shown.outcome === 'shown' ? { ...shown, outcome: 'invalid' } : shown
}

async function send(context: WriteContext, desk: LetterTargets, fields: Record<string, string>): Promise<Wrote> {
  const checked = await checkLetter(context, desk, { fields, schema: sentLetterSchema })
  const trapped = isTrapped(fields) ? [trapError] : []
  if (checked.outcome === 'invalid')
    return refuse(context, { ...checked.form, errors: [...checked.form.errors, ...trapped] })
  if (trapped.length > 0) return refuse(context, { values: fields, errors: trapped })
  const { subject, body, spanish, isToAll, meaning } = checked.words
  const appended = await context.intake.append(
    await sealingKey(context.db, context.action.campaignId),
    'letter',
    {
      actionId: context.action.id,
      postIds: desk.targets.map((target) => target.postId),
      language: context.language,
      subject,
      body,
      spanish,
      meaning,
      isToAll,
      givenName: checked.value.given_name,
      familyName: checked.value.family_name,
      email: checked.value.email,
      postalCode: checked.value.postal_code,
      wantsReplies: checked.value.wants_replies,
      showName: checked.value.show_name,
      source: shareSource(context.place.ref),
    },
    context.now,
  )
  return appended.outcome === 'busy' ? appended : { outcome: 'taken', isOutside: checked.isOutside }
}

/** The step with the finished letter, to mail or print. */
async function finish(context: WriteContext, desk: LetterTargets, fields: Record<string, string>): Promise<Wrote> {
  const checked = await checkLetter(context, desk, { fields, schema: letterSchema })
  if (checked.outcome === 'invalid') return refuse(context, checked.form)
  const { subject, body, spanish, several, given_name, family_name, postal_code } = checked.value
  const kept = { seed: fields.seed ?? '', subject, body, spanish, several, given_name, family_name, postal_code }
  const step: LetterStep =
    fields.intent === 'own'
      ? ownMailStep(desk, checked.words, context.language, kept)
      : paperStep(desk, checked.words, context.place, kept)
  return {
    outcome: 'shown',
    view: { ...(await readLetterStep(context.db, { visit: context, desk }, step)), isOutside: checked.isOutside },
    form: { values: fields, errors: [] },
  }
}

async function refuse(context: WriteContext, form: FormState): Promise<Wrote> {
  return { outcome: 'invalid', view: await readLetterPage(context.db, context, { typed: form.values }), form }
}
