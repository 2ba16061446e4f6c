import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { announce } from '#db/announce'
import { isDay } from '#db/calendar-day'
import type { Petition } from '~/actions/petitions/petition'
import { findTotal } from '~/actions/petitions/petitions.server'
import { refusedField } from '~/channels/uploads/say-refusal'
import type { Office } from '~/office/guard/guard.server'
import { keepPicture } from '~/office/pictures/keep-picture.server'
import { uuidOf } from '~/office/team/team.server'
import { namePart } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { countWhoAsked, letAnswerBeTold } from './tell-answer.server'

const delivery = z.object({
  delivered_on: z.string().refine(isDay, 'dayMissing'),
  recipient: namePart.pipe(z.string().min(2, 'recipientMissing')),
  by_whom: namePart.pipe(z.string().min(2, 'byWhomMissing')),
})

/** Deliveries of a petition and their answers, latest first. */
export async function readDeliveries(office: Office, petition: Petition) {
  const whoAsked = await countWhoAsked(office.db, petition.id, office.env.channels)
  const rows = await office.db
    .selectFrom('delivery')
    .selectAll()
    .where('petition_id', '=', petition.id)
    .orderBy('delivered_on', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.delivered_on,
    recipient: row.recipient,
    byWhom: row.by_whom,
    signatures: row.signatures,
    picture: row.picture_id,
    answer: row.answer,
    isTold: row.told_at !== null,
    ...whoAsked,
  }))
}

export type Recorded = { outcome: 'recorded' } | { outcome: 'refused'; form: FormState }

/** Records a delivery, with the current number of signatures and an optional photo. */
export async function recordDelivery(office: Office, petition: Petition, form: FormData): Promise<Recorded> {
  const fields = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const read = readFields(delivery, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const [photo] = office.files('photo')
  let picture: string | null = null
  try {
    if (photo) picture = (await keepPicture(office, photo)).path
  } catch (error) {
    return {
      outcome: 'refused',
      form: {
        values: fields,
        errors: [refusedField(office.t, error, { field: 'photo', messages: { unreadable: 'pictureWrong' } })],
      },
    }
  }
  const id = randomUUID()
  const { confirmed } = await findTotal(office.db, petition.id)
  await office.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('delivery')
      .values({
        id,
        petition_id: petition.id,
        ...read.value,
        signatures: confirmed,
        picture_id: picture?.slice(10, 46) ?? null,
        answer: null,
        told_at: null,
        created_by: office.organizer.id,
        created_at: office.now,
      })
      .execute()
    await office.audit({ groupId: petition.groupId, act: 'recorded-delivery', subject: id, howMany: confirmed }, trx)
  })
  return { outcome: 'recorded' }
}

/** Publishes the official's answer as news on the petition's page; both languages are required. */
export async function publishAnswer(
  office: Office,
  petition: Petition,
  fields: Record<string, string>,
): Promise<Recorded> {
  const answer = {
    en: cleanLines(fields.answer_en ?? '').slice(0, 5_000),
    es: cleanLines(fields.answer_es ?? '').slice(0, 5_000),
  }
  const missing = (['en', 'es'] as const).filter((language) => !answer[language])
  if (missing.length > 0)
    return {
      outcome: 'refused',
      form: {
        values: fields,
        errors: missing.map((language) => ({ field: `answer_${language}`, message: 'answerHalf' })),
      },
    }
  await office.db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('delivery')
      .set({ answer: JSON.stringify(answer) })
      .where('id', '=', uuidOf(fields.id))
      .where('petition_id', '=', petition.id)
      .where('answer', 'is', null)
      .returning('recipient')
      .executeTakeFirst()
    if (!row) throw new Response(null, { status: 404 })
    const title = { en: `Answer: ${row.recipient}`, es: `Respuesta: ${row.recipient}` }
    await trx
      .insertInto('petition_update')
      .values({
        petition_id: petition.id,
        published_on: office.today,
        title: JSON.stringify(title),
        body: JSON.stringify(answer),
      })
      .execute()
    await announce(trx, [`petition:${petition.id}`])
    await office.audit({ groupId: petition.groupId, act: 'added-update', subject: petition.id }, trx)
  })
  return { outcome: 'recorded' }
}

/** Sends the answer to those who asked for news. It goes to many, so the route asks for a fresh proof of identity. */
export async function tellAnswer(office: Office, petition: Petition, deliveryId: string): Promise<Recorded> {
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
  return { outcome: 'recorded' }
}
