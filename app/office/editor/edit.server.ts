import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { readWhole } from '#db/whole-number'
import type { Office } from '~/office/guard/guard.server'
import type { FormState } from '~/ui/forms/form-state'
import type { Conflict } from './conflict-table'
import { conflictWith, type Draft, readDraft, readWriting, saveDraft } from './drafts.server'
import type { SaidMissing } from './editor-form'
import { findKept, keepFirst, keepVersion } from './history.server'
import type { Writable, Written } from './writable.server'

/** What the editor page shows. */
export async function readEditing<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
) {
  const draft = await readDraft(office.db, kind, thing)
  return {
    values: kind.values(thing, draft.content),
    missing: await kind.missing(office, thing, draft.content),
    ...kind.extra(office, thing, draft.content),
    ...(await readWriting(office, kind, thing, draft)),
  }
}

export type Edited =
  | { outcome: 'saved'; revision: number }
  | { outcome: 'published' }
  | {
      outcome: 'refused'
      form: FormState
      conflict: Conflict | null
      revision: number
      /** What was typed was not saved either. */
      isUnsaved: boolean
    }

/** Saves what was typed, and publishes it if asked. Rejected input is returned as typed. */
export async function edit<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  posted: Record<string, string>,
): Promise<Edited> {
  const typed = (await kind.understand?.(office, posted)) ?? posted
  const revision = readWhole(typed.revision) ?? 0
  const before = await readDraft(office.db, kind, thing)
  const read = kind.read(thing, typed, before.content)
  if (read.outcome === 'invalid')
    return { outcome: 'refused', form: read.form, conflict: null, revision, isUnsaved: true }
  const saved = await saveDraft(office.db, kind, thing, read.content, revision, office.organizer.id, office.now)
  // The page sent this twice: it was left before the first response arrived.
  if (saved.outcome === 'stale' && isSame(saved.theirs, read.content, office.organizer.id))
    return typed.intent === 'publish'
      ? edit(office, kind, thing, { ...typed, revision: String(saved.theirs.revision) })
      : { outcome: 'saved', revision: saved.theirs.revision }
  if (saved.outcome === 'stale')
    return {
      outcome: 'refused',
      form: { values: typed, errors: [] },
      conflict: await conflictWith(office, kind, thing, saved.theirs, read.content),
      revision: saved.theirs.revision,
      isUnsaved: true,
    }
  if (typed.intent !== 'publish') return saved
  const missing = await publish(office, kind, thing)
  if (missing.length === 0) return { outcome: 'published' }
  const errors = missing.map(({ field, words }) => ({ field, message: 'missingHalf', said: words }))
  return {
    outcome: 'refused',
    form: { values: kind.values(thing, read.content), errors },
    conflict: null,
    revision: saved.revision,
    isUnsaved: false,
  }
}

/** Whether this organizer has already saved exactly this. */
function isSame<Content>(theirs: Draft<Content>, content: Content, organizerId: string): boolean {
  return (
    theirs.savedBy === organizerId &&
    isDeepStrictEqual(JSON.parse(JSON.stringify(content)), JSON.parse(JSON.stringify(theirs.content)))
  )
}

/**
 * Publishes the draft unless something is missing; the version it replaces stays in the history.
 *
 * @returns what is missing; empty when published
 * @throws 403 without the right to publish
 */
export async function publish<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  before: Thing,
): Promise<SaidMissing[]> {
  if (!office.may('publish', before.groupId)) throw new Response(null, { status: 403 })
  return office.db.transaction().execute(async (trx) => {
    // Whoever closes, archives or publishes it meanwhile waits, or is waited for.
    await lockThing(trx, kind, before)
    const inside = { ...office, db: trx }
    const thing = await kind.find(inside, 'publish', before.slug)
    const { content } = await readDraft(trx, kind, thing)
    const missing = await kind.missing(inside, thing, content)
    if (missing.length > 0) return missing
    if (thing.state !== 'draft') await keepFirst(trx, kind, thing, () => kind.kept(trx, thing, kind.published(thing)))
    const revision = await kind.show(trx, thing, content, office.now)
    const state = thing.state === 'draft' ? 'open' : thing.state
    await keepVersion(
      trx,
      kind,
      { ...thing, state },
      revision,
      await kind.kept(trx, thing, content),
      office.organizer.id,
      office.now,
    )
    await announce(trx, ['site', `${kind.name}:${thing.id}`])
    await office.audit({ groupId: thing.groupId, act: kind.acts.published, subject: thing.id }, trx)
    return []
  })
}

/** Holds its row until the transaction ends. Drafts can be saved meanwhile: they only refer to it. */
async function lockThing(trx: Trx, { tables }: Pick<Writable<Written, unknown>, 'tables'>, { id }: Written) {
  await sql`select from ${sql.table(tables.thing)} where id = ${id} for no key update`.execute(trx)
}

/**
 * Restores an earlier version as a draft; publishing is a separate step. The draft it replaces is in no history, so a
 * draft saved after the page was loaded is not overwritten (`stale`).
 *
 * @param asked the version, and the draft's revision when the page was loaded
 */
export async function restore<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  asked: { revision: number; draft: number },
): Promise<{ outcome: 'restored' | 'unknown' | 'stale' }> {
  const version = await findKept(office.db, kind, thing, asked.revision)
  if (!version) return { outcome: 'unknown' }
  const content = kind.whole(version.content)
  return office.db.transaction().execute(async (trx) => {
    const saved = await saveDraft(trx, kind, thing, content, asked.draft, office.organizer.id, office.now)
    if (saved.outcome === 'stale') return { outcome: 'stale' }
    await office.audit(
      { groupId: thing.groupId, act: kind.acts.restored, subject: `${thing.id} ${asked.revision}` },
      trx,
    )
    return { outcome: 'restored' }
  })
}
