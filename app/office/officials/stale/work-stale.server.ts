import { sql } from 'kysely'
import type { Db } from '#db/client'
import { siteDay } from '#db/site-day'
import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { confirmContact, correctContact, setContactStatus, undoConfirm } from '~/officials/posts/edit-contacts.server'
import { correctHolder, endTerm } from '~/officials/posts/edit-holders.server'
import { isDay } from '~/ui/forms/content'
import type { FormState } from '~/ui/forms/form-state'

export type Worked = { outcome: 'done' } | { outcome: 'refused'; form: FormState }

/**
 * Handles one item of the stale queue: confirms a contact (or undoes that within an hour), corrects or retires it,
 * extends or ends a term, keeps that a post is vacant, or closes a report. Written to the audit log.
 *
 * @throws 404 when the item is gone, 400 for an unknown intent
 */
export async function workStale(office: Office, fields: Record<string, string>): Promise<Worked> {
  const { t, now, organizer } = office
  const id = uuidOf(fields.id)
  return office.db.transaction().execute(async (trx): Promise<Worked> => {
    const done = await (async () => {
      switch (fields.intent) {
        case 'confirm':
        case 'retire': {
          if (!(await trx.selectFrom('contact_detail').select('id').where('id', '=', id).executeTakeFirst()))
            throw new Response(null, { status: 404 })
          await (fields.intent === 'confirm'
            ? confirmContact(trx, id, organizer.id, now)
            : setContactStatus(trx, id, 'dead', organizer.id, now))
          return { outcome: 'saved' as const }
        }
        case 'unconfirm':
          if (!(await undoConfirm(trx, id, organizer.id, now))) throw new Response(null, { status: 404 })
          return { outcome: 'saved' as const }
        case 'correct': {
          const corrected = await correctContact(trx, t, id, fields, organizer.id, now)
          if (corrected.outcome === 'not-there') throw new Response(null, { status: 404 })
          return corrected
        }
        case 'stayed':
        case 'left': {
          const membership = await trx
            .selectFrom('membership')
            .innerJoin('official', 'official.id', 'official_id')
            .select(['post_id', 'official.name', 'started_on'])
            .where('membership.id', '=', id)
            .where('ended_on', 'is', null)
            .executeTakeFirst()
          if (!membership) throw new Response(null, { status: 404 })
          return fields.intent === 'left'
            ? endTerm(trx, membership.post_id, fields, now)
            : correctHolder(
                trx,
                membership.post_id,
                { ...fields, name: membership.name, started_on: membership.started_on ?? '' },
                now,
              )
        }
        case 'vacant':
        case 'not-vacant': {
          const before = fields.before && isDay(fields.before, false) ? fields.before : null
          const { rows } = await sql`
            update post set vacant_checked_on = ${fields.intent === 'vacant' ? siteDay(now) : before}::date
            where id = ${id} and retired_on is null and not exists (select from membership where membership.post_id = post.id and ended_on is null)
            returning id
          `.execute(trx)
          if (rows.length === 0) throw new Response(null, { status: 404 })
          return { outcome: 'saved' as const }
        }
        case 'seen':
          await trx
            .updateTable('contact_report')
            .set({ handled_at: now, handled_by: organizer.id, sealed_note: null })
            .where('post_id', '=', id)
            .where('contact_detail_id', 'is', null)
            .where('handled_at', 'is', null)
            .execute()
          return { outcome: 'saved' as const }
        case 'seen-unknown':
          await trx
            .updateTable('contact_report')
            .set({ handled_at: now, handled_by: organizer.id, sealed_note: null })
            .where('id', '=', id)
            .where('division_id', 'is not', null)
            .where('handled_at', 'is', null)
            .execute()
          return { outcome: 'saved' as const }
        default:
          throw new Response(null, { status: 400 })
      }
    })()
    if (done.outcome === 'refused') return { outcome: 'refused', form: { ...done.form, values: { ...fields } } }
    await office.audit({ groupId: null, act: 'changed-official', subject: `${fields.intent} ${id}` }, trx)
    return { outcome: 'done' }
  })
}

/** The title of a post that was found vacant today, so that this can be undone. */
export async function vacantJustNow(db: Db, id: string, now: Date): Promise<{ id: string; title: string } | null> {
  const post = await db
    .selectFrom('post')
    .select(['id', 'title'])
    .where('id', '=', id)
    .where('vacant_checked_on', '=', siteDay(now))
    .executeTakeFirst()
  return post ?? null
}
