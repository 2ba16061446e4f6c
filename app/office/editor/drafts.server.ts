import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import type { Conflict } from './conflict-table'
import { differences } from './history.server'
import type { Writable, Written } from './writable.server'

/** A draft, and who saved it last. */
export interface Draft<Content> {
  content: Content
  /** Incremented by every save; a save based on another revision is rejected. */
  revision: number
  savedBy: string | null
  savedAt: Date | null
}

type Kind<Thing extends Written, Content> = Pick<Writable<Thing, Content>, 'tables' | 'published' | 'whole'>

const lockMinutes = 3

/** The draft, or the published version when there is no draft. */
export async function readDraft<Thing extends Written, Content>(
  db: Db,
  kind: Kind<Thing, Content>,
  thing: Thing,
): Promise<Draft<Content>> {
  const { draft: table, key } = kind.tables
  const { rows } = await sql<
    Draft<unknown>
  >`select content, revision, saved_by as "savedBy", saved_at as "savedAt" from ${sql.table(table)} where ${sql.ref(key)} = ${thing.id}`.execute(
    db,
  )
  const [row] = rows
  return row
    ? { ...row, content: kind.whole(row.content) }
    : { content: kind.published(thing), revision: 0, savedBy: null, savedAt: null }
}

export type DraftSaved<Content> = { outcome: 'saved'; revision: number } | { outcome: 'stale'; theirs: Draft<Content> }

/**
 * Saves the draft, unless somebody else saved since it was read; the update's condition decides.
 *
 * @param revision the revision that was read
 */
export async function saveDraft<Thing extends Written, Content>(
  db: Db,
  kind: Kind<Thing, Content>,
  thing: Thing,
  content: Content,
  revision: number,
  by: string,
  now: Date,
): Promise<DraftSaved<Content>> {
  const table = sql.table(kind.tables.draft)
  const key = sql.ref(kind.tables.key)
  const { rows } = await sql<{ revision: number }>`
    insert into ${table} as draft (${key}, content, revision, saved_by, saved_at)
    values (${thing.id}, ${JSON.stringify(content)}::jsonb, ${revision + 1}, ${by}, ${now})
    on conflict (${key}) do update set content = excluded.content, revision = excluded.revision, saved_by = excluded.saved_by, saved_at = excluded.saved_at
      where draft.revision = ${revision}
    returning revision
  `.execute(db)
  return rows[0]
    ? { outcome: 'saved', revision: rows[0].revision }
    : { outcome: 'stale', theirs: await readDraft(db, kind, thing) }
}

/** Saves the first draft of something that was just made. */
export async function saveFirstDraft<Thing extends Written, Content>(
  db: Db,
  { organizer, now }: Pick<Office, 'organizer' | 'now'>,
  { kind, thing, content }: { kind: Kind<Thing, Content>; thing: Thing; content: Content },
): Promise<void> {
  await saveDraft(db, kind, thing, content, 0, organizer.id, now)
}

/** Who saved a draft last and who else is editing. Takes the editing lock. */
export async function readWriting(
  { db, vault, organizer, now }: Office,
  { name }: Pick<Writable<Written, unknown>, 'name'>,
  thing: Written,
  draft: Draft<unknown>,
) {
  const holder = await takeLock(db, `${name}:${thing.id}`, organizer.id, now)
  const names = await organizerNames(db, vault, [draft.savedBy, holder])
  return {
    revision: draft.revision,
    saved: draft.savedAt && {
      by: (draft.savedBy && names.get(draft.savedBy)) ?? '',
      isOwn: draft.savedBy === organizer.id,
      at: draft.savedAt.toISOString(),
    },
    alsoHere: (holder && names.get(holder)) ?? null,
  }
}

/** A conflict as the page shows it: their version next to what was typed. */
export async function conflictWith<Thing extends Written, Content>(
  office: Office,
  kind: Writable<Thing, Content>,
  thing: Thing,
  theirs: Draft<Content>,
  typed: Content,
): Promise<Conflict> {
  const names = await organizerNames(office.db, office.vault, [theirs.savedBy])
  return {
    by: (theirs.savedBy && names.get(theirs.savedBy)) ?? '',
    differences: differences(office, kind, thing, theirs.content, typed),
  }
}

/**
 * Takes or renews the editing lock, which lapses three minutes after the last activity. It only warns; the revision
 * decides who may save.
 *
 * @returns the holder if it is somebody else, else null
 */
async function takeLock(db: Db, subject: string, organizerId: string, now: Date): Promise<string | null> {
  const { rows } = await sql<{ organizerId: string }>`
    with taken as (
      insert into editing_lock (subject, organizer_id, until) values (${subject}, ${organizerId}, ${now}::timestamptz + make_interval(mins => ${lockMinutes}))
      on conflict (subject) do update set organizer_id = excluded.organizer_id, until = excluded.until
        where editing_lock.organizer_id = excluded.organizer_id or editing_lock.until < ${now}
      returning organizer_id)
    select organizer_id as "organizerId" from taken
    union all select organizer_id from editing_lock where subject = ${subject} and not exists (select from taken)
  `.execute(db)
  const holder = rows[0]!.organizerId
  return holder === organizerId ? null : holder
}
