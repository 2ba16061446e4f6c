import { type RawBuilder, sql } from 'kysely'
import { announce } from '#db/announce'
import type { Petition } from '~/actions/petitions/petition'
import { petitionsById } from '~/actions/petitions/petitions.server'
import { publishDraft } from '~/office/editor/edit.server'
import type { Office } from '~/office/guard/guard.server'
import { withoutRight } from '~/office/guard/refuse-by-role.server'
import { petitionWriting } from './petition-writing.server'

/** Copies that are published at a time, so that the page answers while somebody waits. */
const atOnce = 100

/** How many copies of a template can be published, taken back or closed together. */
export interface CopyCounts {
  drafts: number
  /** Drafts that are as they were made: nobody has changed them. */
  untouched: number
  open: number
}

export async function countCopies({ db }: Pick<Office, 'db'>, template: Petition): Promise<CopyCounts> {
  const { rows } = await sql<CopyCounts>`
    select count(*) filter (where state = 'draft')::integer as drafts, count(*) filter (where state = 'draft' and ${isUntouched})::integer as untouched,
      count(*) filter (where state = 'open')::integer as open
    from petition where template_id = ${template.id}
  `.execute(db)
  return rows[0]!
}

const isUntouched = sql<boolean>`exists (select from petition_draft where petition_draft.petition_id = petition.id and revision = 1)
  and not exists (select from keyword where keyword.petition_id = petition.id)
  and not exists (select from import_batch where import_batch.petition_id = petition.id)
  and not exists (select from petition_update where petition_update.petition_id = petition.id)
  and not exists (select from petition as copy where copy.template_id = petition.id)`

/** What became of copies that were to be published: those with something missing stay drafts, with the first thing that is missing. */
export interface CopiesPublished {
  published: number
  /** Somebody else has published these meanwhile. */
  already: number
  /** Somebody else has removed these meanwhile. */
  gone: number
  refused: { slug: string; title: { en: string; es: string }; why: string }[]
  /** Drafts that were not reached this time. */
  left: number
  /** Slug of the last one that was tried: the next time goes on behind it. */
  last: string
}

/**
 * Publishes the drafts among a template's copies, each as its editor would, a hundred at a time.
 *
 * @param after slug behind which to go on; '' to begin with the first
 */
export async function publishCopies(office: Office, template: Petition, after: string): Promise<CopiesPublished> {
  const ids = await office.db
    .selectFrom('petition')
    .select('id')
    .where('template_id', '=', template.id)
    .where('state', '=', 'draft')
    .where('slug', '>', after)
    .orderBy('slug')
    .execute()
  const now = ids.slice(0, atOnce).map(({ id }) => id)
  const copies = await petitionsById(office.db, now)
  const done: CopiesPublished = {
    published: 0,
    already: 0,
    gone: 0,
    refused: [],
    left: ids.length - now.length,
    last: after,
  }
  for (const id of now) {
    const copy = copies.get(id)
    if (copy) done.last = copy.slug
    const published = copy ? await publishDraft(office, petitionWriting, copy) : ({ outcome: 'gone' } as const)
    switch (published.outcome) {
      case 'published':
      case 'gone':
        done[published.outcome] += 1
        break
      case 'already':
      case 'unchanged':
        done.already += 1
        break
      case 'missing':
        done.refused.push({ slug: copy!.slug, title: copy!.title, why: published.missing[0]!.words })
    }
  }
  return done
}

/** Deletes the drafts that nobody has changed since they were made. @returns how many */
export async function dropCopies(office: Office, template: Petition): Promise<number> {
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      delete from petition where template_id = ${template.id} and state = 'draft' and ${isUntouched} returning id
    `.execute(trx)
    await office.audit(
      { groupId: template.groupId, act: 'dropped-copies', subject: template.id, howMany: rows.length },
      trx,
    )
    return rows.length
  })
}

/** Closes the open copies of a template. @returns how many */
export function closeCopies(office: Office, template: Petition): Promise<number> {
  return turnCopies(office, template, { to: 'closed', which: sql<boolean>`state = 'open'` })
}

/** Opens those copies again that were closed together at a moment, and not touched since. @returns how many */
export function openCopies(office: Office, template: Petition, closedAt: Date): Promise<number> {
  return turnCopies(office, template, {
    to: 'open',
    which: sql<boolean>`state = 'closed' and updated_at = ${closedAt}`,
  })
}

async function turnCopies(
  office: Office,
  template: Petition,
  { to, which }: { to: 'closed' | 'open'; which: RawBuilder<boolean> },
): Promise<number> {
  if (!office.may('publish', template.groupId)) throw withoutRight('publish', template.groupId)
  return office.db.transaction().execute(async (trx) => {
    const turned = await trx
      .updateTable('petition')
      .set({ state: to, updated_at: office.now })
      .where('template_id', '=', template.id)
      .where(which)
      .returning('id')
      .execute()
    if (turned.length > 0) await announce(trx, ['site', ...turned.map(({ id }) => `petition:${id}`)])
    await office.audit(
      {
        groupId: template.groupId,
        act: to === 'closed' ? 'closed-copies' : 'opened-copies',
        subject: template.id,
        howMany: turned.length,
      },
      trx,
    )
    return turned.length
  })
}
