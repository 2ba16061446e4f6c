import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import type { Petition } from '~/actions/petitions/petition'
import type { Office } from '~/office/guard/guard.server'
import { momentsAgo, oneAtATime } from '~/office/guard/sent-twice.server'
import { uuidOf } from '~/office/team/team.server'
import { type Change, changeUndoably, undoOfSamePress } from '~/office/undo/keep-change.server'
import type { UndoableAct } from '~/office/undo/undoable-acts'
import { paths } from '~/paths'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { typedLine, typedLines } from '~/ui/forms/typed-text'

const line = typedLine(160, 'tooLong').pipe(z.string().min(1, 'bothHalves'))
const lines = typedLines(10_000, 'tooLong').pipe(z.string().min(1, 'bothHalves'))
const news = z.object({ title_en: line, title_es: line, body_en: lines, body_es: lines })

/** News on a petition's page, newest first. */
export async function readNews(office: Office, petition: Petition) {
  return office.db
    .selectFrom('petition_update')
    .select(['id', 'published_on as publishedOn', 'title', 'body'])
    .where('petition_id', '=', petition.id)
    .orderBy('published_on', 'desc')
    .execute()
}

export type ChangedNews = { outcome: 'changed'; undo: string } | { outcome: 'refused'; form: FormState }

/** Adds news in both languages, changes an item, or removes it. Each can be undone for a day. */
export async function changeNews(
  office: Office,
  petition: Petition,
  fields: Record<string, string>,
): Promise<ChangedNews> {
  if (fields.intent === 'remove') return { outcome: 'changed', undo: await removeNews(office, petition, fields.id) }
  const read = readFields(news, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { title_en, title_es, body_en, body_es } = read.value
  const title = { en: title_en, es: title_es }
  const words = { title: JSON.stringify(title), body: JSON.stringify({ en: body_en, es: body_es }) }
  const isNew = fields.intent !== 'change'
  const id = isNew ? randomUUID() : uuidOf(fields.id)
  const undo = await office.db.transaction().execute(async (trx) => {
    const before = isNew && (await samePress(office, trx, { petition, words }))
    if (before) return before
    const undo = await changeUndoably(
      trx,
      office,
      newsChange(petition, { act: isNew ? 'added-news' : 'changed-news', id, name: title }),
      () =>
        isNew
          ? trx
              .insertInto('petition_update')
              .values({ id, petition_id: petition.id, published_on: office.today, ...words })
              .execute()
          : orGone(
              trx
                .updateTable('petition_update')
                .set(words)
                .where('id', '=', id)
                .where('petition_id', '=', petition.id)
                .returning('id')
                .executeTakeFirst(),
            ),
    )
    await tell(trx, office, petition, isNew ? 'added-update' : 'changed-update')
    return undo
  })
  return { outcome: 'changed', undo }
}

/** The undo of the same news, which the same organizer added within the last minute: a button that was pressed twice. */
async function samePress(
  { organizer, now }: Office,
  trx: Trx,
  { petition, words }: { petition: Petition; words: { title: string; body: string } },
): Promise<string | null> {
  await oneAtATime(trx, `news ${petition.id}`)
  const { rows } = await sql<{ id: string }>`
    select undoable_change.id from petition_update join undoable_change on rows @> jsonb_build_array(jsonb_build_object('where', jsonb_build_object('id', petition_update.id)))
    where petition_id = ${petition.id} and title = ${words.title}::jsonb and body = ${words.body}::jsonb
      and act = 'added-news' and changed_by = ${organizer.id} and changed_at > ${momentsAgo(now)} limit 1
  `.execute(trx)
  return rows[0]?.id ?? null
}

async function removeNews(office: Office, petition: Petition, posted: string | undefined): Promise<string> {
  const id = uuidOf(posted)
  return office.db.transaction().execute(async (trx) => {
    const found = await trx
      .selectFrom('petition_update')
      .select('title')
      .where('id', '=', id)
      .where('petition_id', '=', petition.id)
      .forUpdate()
      .executeTakeFirst()
    const change = newsChange(petition, { act: 'removed-news', id, name: found?.title ?? { en: '', es: '' } })
    const before = found ? null : await undoOfSamePress(trx, office, change)
    if (before) return before
    await orGone(Promise.resolve(found))
    const undo = await changeUndoably(trx, office, change, () =>
      trx.deleteFrom('petition_update').where('id', '=', id).execute(),
    )
    await tell(trx, office, petition, 'removed-update')
    return undo
  })
}

/** How a change of an item of news is kept. */
function newsChange(
  { id: petitionId, groupId, slug }: Petition,
  { act, id, name }: { act: UndoableAct; id: string; name: Change['name'] },
): Change {
  return {
    act,
    needs: 'publish',
    groupId,
    name,
    path: paths.office.petitionNews(slug),
    tags: ['site', `petition:${petitionId}`],
    rows: [{ table: 'petition_update', where: { id } }],
  }
}

/** @throws 404 when somebody has removed it meanwhile */
async function orGone<Found>(found: Promise<Found | undefined>): Promise<Found> {
  const one = await found
  if (one === undefined) throw new Response(null, { status: 404 })
  return one
}

async function tell(
  trx: Trx,
  office: Office,
  petition: Petition,
  act: 'added-update' | 'changed-update' | 'removed-update',
): Promise<void> {
  await announce(trx, ['site', `petition:${petition.id}`])
  await office.audit({ groupId: petition.groupId, act, subject: petition.id }, trx)
}
