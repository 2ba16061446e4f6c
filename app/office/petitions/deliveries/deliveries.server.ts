import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { announce } from '#db/announce'
import { isDay } from '#db/calendar-day'
import type { Db, Trx } from '#db/client'
import type { Petition } from '~/actions/petitions/petition'
import { findTotal } from '~/actions/petitions/petitions.server'
import { refusedField } from '~/channels/uploads/say-refusal'
import type { Office } from '~/office/guard/guard.server'
import { keepPicture } from '~/office/pictures/keep-picture.server'
import { uuidOf } from '~/office/team/team.server'
import { type Change, changeUndoably, undoOfSamePress } from '~/office/undo/keep-change.server'
import type { UndoableAct } from '~/office/undo/undoable-acts'
import { paths } from '~/paths'
import { namePart } from '~/ui/forms/fields.schema'
import { type FieldError, type FormState, readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { typedLine } from '~/ui/forms/typed-text'
import { wallClock } from '~/ui/page/zoned-time'
import { holdPhoto, withHeldPhoto } from './held-photo.server'
import { countWhoAsked, letAnswerBeTold } from './tell-answer.server'

/** Of a delivery; an earlier one is a typing mistake. */
const firstDay = '2000-01-01'
/** Letters of an official's answer. */
const mostAnswer = 5_000

const delivery = z.object({
  delivered_on: z.string().refine(isDay, 'dayMissing'),
  recipient: namePart.pipe(z.string().min(2, 'recipientMissing')),
  by_whom: namePart.pipe(z.string().min(2, 'byWhomMissing')),
  is_public: z.string().optional(),
  photo_alt_en: typedLine(300, 'tooLong').optional(),
  photo_alt_es: typedLine(300, 'tooLong').optional(),
  all_agreed: z.string().optional(),
  other_alt_en: typedLine(300, 'tooLong').optional(),
  other_alt_es: typedLine(300, 'tooLong').optional(),
  other_agreed: z.string().optional(),
  picture: z.string().optional(),
  photo_off: z.string().optional(),
})

/** Deliveries of a petition and their answers, latest first. */
export async function readDeliveries(office: Office, petition: Petition) {
  const whoAsked = await countWhoAsked(office.db, petition.id, office.env.channels)
  const rows = await office.db
    .selectFrom('delivery')
    .selectAll()
    .where('petition_id', '=', petition.id)
    .orderBy('delivered_on', 'desc')
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.delivered_on,
    recipient: row.recipient,
    byWhom: row.by_whom,
    signatures: row.signatures,
    picture: row.picture_id,
    photoAlt: row.photo_alt,
    isPublic: row.is_public,
    allAgreed: row.all_agreed,
    answer: row.answer,
    isTold: row.told_at !== null,
    ...whoAsked,
  }))
}

/** `undo`: by what it is undone; null: it is not. */
export type Recorded = { outcome: 'recorded'; undo: string | null } | { outcome: 'refused'; form: FormState }

/** Does what a form of the page of deliveries asks for; a photo outlives its refusal. @throws 400 for anything else */
export async function actOnDelivery(
  office: Office,
  petition: Petition,
  posted: { form: FormData; fields: Record<string, string> },
): Promise<Recorded> {
  const withPhoto = withHeldPhoto(office, posted.fields)
  if (withPhoto === 'gone') {
    const { photo_held: _, ...values } = posted.fields
    return { outcome: 'refused', form: { values, errors: [{ field: 'photo', message: 'photoGone' }] } }
  }
  const done = await act(withPhoto, petition, posted)
  return done.outcome === 'refused' ? { ...done, form: await holdPhoto(withPhoto, done.form) } : done
}

async function act(
  office: Office,
  petition: Petition,
  { form, fields }: { form: FormData; fields: Record<string, string> },
): Promise<Recorded> {
  switch (fields.intent) {
    case 'record':
      return recordDelivery(office, petition, form)
    case 'change':
      return changeDelivery(office, petition, form)
    case 'remove':
      return removeDelivery(office, petition, fields.id)
    case 'answer':
      return publishAnswer(office, petition, fields)
    case 'tell':
      return tellAnswer(office, petition, uuidOf(fields.id))
    default:
      throw new Response(null, { status: 400 })
  }
}

/** Records a delivery, with the current number of signatures and an optional photo. */
async function recordDelivery(office: Office, petition: Petition, form: FormData): Promise<Recorded> {
  const read = await readDelivery(office, form, null)
  if (read.outcome === 'refused') return read
  const id = randomUUID()
  const { confirmed } = await findTotal(office.db, petition.id)
  const undo = await office.db.transaction().execute(async (trx) => {
    if (await isSamePress(office, trx, { petition, read: read.values })) return null
    const undo = await changeUndoably(
      trx,
      office,
      deliveryChange(petition, { act: 'recorded-delivery', id, recipient: read.values.recipient }),
      () =>
        trx
          .insertInto('delivery')
          .values({
            id,
            petition_id: petition.id,
            ...read.values,
            signatures: confirmed,
            answer: null,
            told_at: null,
            created_by: office.organizer.id,
            created_at: office.now,
          })
          .execute(),
    )
    await announce(trx, tagsOf(petition))
    await office.audit({ groupId: petition.groupId, act: 'recorded-delivery', subject: id, howMany: confirmed }, trx)
    return undo
  })
  return { outcome: 'recorded', undo }
}

/** Whether the same organizer recorded the same delivery within the last minute: a button that was pressed twice. */
async function isSamePress(
  office: Office,
  trx: Trx,
  { petition, read }: { petition: Petition; read: { recipient: string; delivered_on: string } },
): Promise<boolean> {
  await trx.selectFrom('petition').select('id').where('id', '=', petition.id).forNoKeyUpdate().execute()
  const same = await trx
    .selectFrom('delivery')
    .select('id')
    .where('petition_id', '=', petition.id)
    .where('recipient', '=', read.recipient)
    .where('delivered_on', '=', sql<never>`${read.delivered_on}::date`)
    .where('created_by', '=', office.organizer.id)
    .where('created_at', '>', new Date(office.now.getTime() - 60_000))
    .executeTakeFirst()
  return same !== undefined
}

/** Changes what was recorded of a delivery, and what of it is public. */
async function changeDelivery(office: Office, petition: Petition, form: FormData): Promise<Recorded> {
  const id = uuidOf(String(form.get('id') ?? ''))
  const before = await findDelivery(office.db, petition, id)
  const read = await readDelivery(office, form, before)
  if (read.outcome === 'refused') return read
  return office.db.transaction().execute(async (trx): Promise<Recorded> => {
    const locked = await findDelivery(trx, petition, id)
    if (locked.picture_id !== before.picture_id) return refusePhotoChanged(form)
    const undo = await changeUndoably(
      trx,
      office,
      deliveryChange(petition, { act: 'changed-delivery', id, recipient: read.values.recipient }),
      () => trx.updateTable('delivery').set(read.values).where('id', '=', id).execute(),
    )
    await announce(trx, tagsOf(petition))
    await office.audit({ groupId: petition.groupId, act: 'changed-delivery', subject: id }, trx)
    return { outcome: 'recorded', undo }
  })
}

/**
 * Removes a delivery. News that its answer became stays. One whose answer was sent to people stays too: mail with it may
 * still be on its way.
 */
async function removeDelivery(office: Office, petition: Petition, posted: string | undefined): Promise<Recorded> {
  const id = uuidOf(posted)
  const undo = await office.db.transaction().execute(async (trx) => {
    const before = await undoOfSamePress(
      trx,
      office,
      deliveryChange(petition, { act: 'removed-delivery', id, recipient: '' }),
    )
    if (before) return before
    const { recipient, told_at } = await findDelivery(trx, petition, id)
    if (told_at) throw new Response(null, { status: 404 })
    const undo = await changeUndoably(
      trx,
      office,
      deliveryChange(petition, { act: 'removed-delivery', id, recipient }),
      () => trx.deleteFrom('delivery').where('id', '=', id).execute(),
    )
    await announce(trx, tagsOf(petition))
    await office.audit({ groupId: petition.groupId, act: 'removed-delivery', subject: id }, trx)
    return undo
  })
  return { outcome: 'recorded', undo }
}

/** @throws 404 when somebody has removed it */
async function findDelivery(db: Db, { id: petitionId }: Petition, id: string) {
  const found = await db
    .selectFrom('delivery')
    .select(['recipient', 'picture_id', 'told_at'])
    .where('id', '=', id)
    .where('petition_id', '=', petitionId)
    .$if(db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!found) throw new Response(null, { status: 404 })
  return found
}

const tagsOf = ({ id }: Petition) => ['site', `petition:${id}`]

function deliveryChange(
  petition: Petition,
  { act, id, recipient }: { act: UndoableAct; id: string; recipient: string },
): Change {
  return {
    act,
    needs: 'publish',
    groupId: petition.groupId,
    name: { en: recipient, es: recipient },
    path: paths.office.petitionDeliveries(petition.slug),
    tags: tagsOf(petition),
    // What was agreed to and described is one photo: an older one does not come back under it.
    rows: [{ table: 'delivery', where: { id }, unchanged: ['picture_id', 'photo_alt', 'is_public', 'all_agreed'] }],
  }
}

/** Somebody has changed the photo meanwhile: what was typed describes the earlier one. */
function refusePhotoChanged(form: FormData) {
  const values = {
    ...Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    photo_alt_en: '',
    photo_alt_es: '',
    all_agreed: '',
  }
  return { outcome: 'refused' as const, form: { values, errors: [{ field: 'photo', message: 'photoChanged' }] } }
}

/**
 * Reads the form of a delivery, and keeps its photo. A photo that everybody may see says in both languages what it shows,
 * and that everybody in it agreed.
 *
 * @param before what is changed, or null
 */
async function readDelivery(office: Office, form: FormData, before: { picture_id: string | null } | null) {
  const fields = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const refused = (errors: FieldError[]) => ({ outcome: 'refused' as const, form: { values: fields, errors } })
  const read = readFields(delivery, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused' as const, form: read.form }
  // Where the organizer is, it may be tomorrow already.
  const lastDay = [office.today, wallClock(office.zone, office.now).day].toSorted().at(-1)!
  const { delivered_on } = read.value
  if (delivered_on < firstDay || delivered_on > lastDay)
    return refused([{ field: 'delivered_on', message: 'deliveryDay' }])
  const { is_public, photo_off, picture: seen = '', ...typed } = read.value
  const [photo] = office.files('photo')
  const kept = photo_off ? null : (before?.picture_id ?? null)
  if (!photo && kept && kept !== seen) return refusePhotoChanged(form)
  // The form has fields of their own for a photo that takes the place of another.
  const isOther = photo !== undefined && seen !== ''
  const {
    en = '',
    es = '',
    agreed,
  } = isOther
    ? { en: typed.other_alt_en, es: typed.other_alt_es, agreed: typed.other_agreed }
    : { en: typed.photo_alt_en, es: typed.photo_alt_es, agreed: typed.all_agreed }
  if (is_public && (photo || kept)) {
    const missing = [
      ...(en ? [] : [{ field: isOther ? 'other_alt_en' : 'photo_alt_en', message: 'photoAltMissing' }]),
      ...(es ? [] : [{ field: isOther ? 'other_alt_es' : 'photo_alt_es', message: 'photoAltMissing' }]),
      ...(agreed ? [] : [{ field: isOther ? 'other_agreed' : 'all_agreed', message: 'allAgreedMissing' }]),
    ]
    if (missing.length > 0) return refused(missing)
  }
  let picture = kept
  try {
    if (photo) picture = (await keepPicture(office, photo)).path.slice(10, 46)
  } catch (error) {
    return refused([refusedField(office.t, error, { field: 'photo', messages: { unreadable: 'pictureWrong' } })])
  }
  return {
    outcome: 'read' as const,
    values: {
      delivered_on,
      recipient: typed.recipient,
      by_whom: typed.by_whom,
      picture_id: picture,
      photo_alt: picture && (en || es) ? JSON.stringify({ en, es }) : null,
      is_public: Boolean(is_public),
      all_agreed: picture !== null && Boolean(agreed),
    },
  }
}

/** Publishes the official's answer as news on the petition's page; both languages are required. */
async function publishAnswer(office: Office, petition: Petition, fields: Record<string, string>): Promise<Recorded> {
  const answer = { en: cleanLines(fields.answer_en ?? ''), es: cleanLines(fields.answer_es ?? '') }
  const errors = (['en', 'es'] as const).flatMap((language) => {
    const message = answer[language] === '' ? 'answerHalf' : answer[language].length > mostAnswer ? 'tooLong' : null
    return message ? [{ field: `answer_${language}`, message }] : []
  })
  if (errors.length > 0) return { outcome: 'refused', form: { values: fields, errors } }
  const id = uuidOf(fields.id)
  const undo = await office.db.transaction().execute(async (trx) => {
    const { recipient } = await findDelivery(trx, petition, id)
    const newsId = randomUUID()
    const change = deliveryChange(petition, { act: 'published-answer', id, recipient })
    const before = await undoOfSamePress(trx, office, change)
    if (before) return before
    // What people were told is not taken back.
    const told = change.rows.map((row) => ({ ...row, unchanged: ['told_at'] }))
    const rows = [...told, { table: 'petition_update', where: { id: newsId } }]
    const undo = await changeUndoably(trx, office, { ...change, rows }, async () => {
      const { numUpdatedRows } = await trx
        .updateTable('delivery')
        .set({ answer: JSON.stringify(answer) })
        .where('id', '=', id)
        .where('answer', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw new Response(null, { status: 404 })
      await trx
        .insertInto('petition_update')
        .values({
          id: newsId,
          petition_id: petition.id,
          published_on: office.today,
          title: JSON.stringify({ en: `Answer: ${recipient}`, es: `Respuesta: ${recipient}` }),
          body: JSON.stringify(answer),
        })
        .execute()
    })
    await announce(trx, tagsOf(petition))
    await office.audit({ groupId: petition.groupId, act: 'added-update', subject: petition.id }, trx)
    return undo
  })
  return { outcome: 'recorded', undo }
}

/** Sends the answer to those who asked for news. It goes to many, so the route asks for a fresh proof of identity. */
async function tellAnswer(office: Office, petition: Petition, deliveryId: string): Promise<Recorded> {
  await office.db.transaction().execute(async (trx) => {
    if (!(await letAnswerBeTold(trx, deliveryId, petition.id, office.now))) return
    await office.audit(
      {
        groupId: petition.groupId,
        act: 'told-answer',
        subject: deliveryId,
        howMany: (await countWhoAsked(trx, petition.id, office.env.channels)).asked,
      },
      trx,
    )
  })
  return { outcome: 'recorded', undo: null }
}
