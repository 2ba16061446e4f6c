import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db, Trx } from '#db/client'
import { readWhole } from '#db/whole-number'
import type { Office } from '~/office/guard/guard.server'
import { withoutRight } from '~/office/guard/refuse-by-role.server'
import type { FormState } from '~/ui/forms/form-state'
import type { Conflict } from './conflict-table'
import { conflictWith, type Draft, type DraftSaved, readDraft, readWriting, saveDraft } from './drafts.server'
import { findKept, keepFirst, keepVersion, readKept } from './history.server'
import type { Writable, Written } from './writable.server'
import type { SaidMissing } from './writing'

/** What the editor page shows. */
export async function readEditing<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
) {
  const draft = await readDraft(office.db, kind, thing)
  return {
    values: kind.values(thing, draft.content),
    ...(await standingOfDraft(office, kind, thing, draft.content)),
    ...kind.extra(office, thing, draft.content),
    ...(await readWriting(office, kind, thing, draft)),
  }
}

/** What stands between the draft and everyone: whether it differs from what is published, and what it misses. */
export async function readStanding<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
) {
  return standingOfDraft(office, kind, thing, (await readDraft(office.db, kind, thing)).content)
}

async function standingOfDraft<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  draft: Content,
) {
  return {
    isChanged: await isChanged(office.db, kind, thing, draft),
    missing: await kind.missing(office, thing, draft),
  }
}

/** Whether publishing a draft would change what everyone sees. What was removed from it is not published. */
async function isChanged<Thing extends Written, Content, Extra extends object>(
  db: Db,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  draft: Content,
): Promise<boolean> {
  if (thing.state === 'draft') return false
  const [next, now] = [await kind.kept(db, thing, draft), await kind.kept(db, thing, kind.published(thing))]
  return !isStoredAlike(next, now)
}

export type Edited =
  | { outcome: 'saved'; revision: number }
  | { outcome: 'published' }
  | { outcome: 'unchanged' }
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
  if (typed.intent === 'discard' && thing.state !== 'draft')
    return discard(office, kind, thing, { revision, typed, before: before.content })
  const read = kind.read(thing, typed, before.content)
  if (read.outcome === 'invalid')
    return { outcome: 'refused', form: read.form, conflict: null, revision, isUnsaved: true }
  const isPublishing = typed.intent === 'publish'
  // Saved and published at once: nobody's later draft is published under this name.
  const done = await office.db.transaction().execute(async (trx) => {
    if (isPublishing && !(await lockThing(trx, kind, thing))) throw new Response(null, { status: 404 })
    const saved = await saveOnce(trx, { office, kind, thing }, read.content, revision)
    if (saved.outcome === 'stale' || !isPublishing || !office.may('publish', thing.groupId)) return saved
    const published = await publishLocked({ ...office, db: trx }, kind, thing, trx, typed.sure)
    return published.outcome === 'missing' ? { ...saved, ...published } : published
  })
  switch (done.outcome) {
    case 'saved':
      if (isPublishing) throw withoutRight('publish', thing.groupId)
      return done
    case 'published':
    case 'unchanged':
      return done
    case 'missing':
      return {
        outcome: 'refused',
        form: {
          values: kind.values(thing, read.content),
          errors: done.missing.map(({ field, words }) => ({ field, message: 'missingHalf', said: words })),
        },
        conflict: null,
        revision: done.revision,
        isUnsaved: false,
      }
    case 'stale':
      return {
        outcome: 'refused',
        form: { values: typed, errors: [] },
        conflict: await conflictWith(office, kind, thing, done.theirs, read.content),
        revision: done.theirs.revision,
        isUnsaved: true,
      }
  }
}

/** Puts what is published in the place of the draft, unless somebody else saved it since the page was loaded. */
async function discard<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  { revision, typed, before }: { revision: number; typed: Record<string, string>; before: Content },
): Promise<Edited> {
  const { db, organizer, now } = office
  const saved = await saveDraft(db, kind, thing, kind.published(thing), revision, organizer.id, now)
  if (saved.outcome === 'saved') return saved
  const read = kind.read(thing, typed, before)
  return {
    outcome: 'refused',
    form: { values: typed, errors: [] },
    conflict: await conflictWith(office, kind, thing, saved.theirs, read.outcome === 'read' ? read.content : before),
    revision: saved.theirs.revision,
    isUnsaved: true,
  }
}

/** Saves a draft. Sent twice, because the page was left before the first response arrived, it is saved once. */
async function saveOnce<Thing extends Written, Content, Extra extends object>(
  trx: Trx,
  { office, kind, thing }: { office: Office; kind: Writable<Thing, Content, Extra>; thing: Thing },
  content: Content,
  revision: number,
): Promise<DraftSaved<Content>> {
  const saved = await saveDraft(trx, kind, thing, content, revision, office.organizer.id, office.now)
  return saved.outcome === 'stale' && isSame(saved.theirs, content, office.organizer.id)
    ? { outcome: 'saved', revision: saved.theirs.revision }
    : saved
}

/** Whether this organizer has already saved exactly this. */
function isSame<Content>(theirs: Draft<Content>, content: Content, organizerId: string): boolean {
  return theirs.savedBy === organizerId && isStoredAlike(content, theirs.content)
}

/** Whether two contents are the same once they come back from a column of JSON. */
export function isStoredAlike(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(asStored(one), asStored(other))
}

function asStored(content: unknown): unknown {
  return JSON.parse(JSON.stringify(content))
}

/** `unchanged`: exactly this is published already. */
export type Published =
  | { outcome: 'published' }
  | { outcome: 'unchanged' }
  | { outcome: 'missing'; missing: SaidMissing[] }

/**
 * Publishes a draft that nothing was published of yet, unless something is missing.
 *
 * @returns `already` when somebody has published it meanwhile, `gone` when it was removed
 * @throws 403 without the right to publish
 */
export async function publishDraft<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
): Promise<Published | { outcome: 'already' | 'gone' }> {
  if (!office.may('publish', thing.groupId)) throw withoutRight('publish', thing.groupId)
  return office.db.transaction().execute(async (trx) => {
    if (!(await lockThing(trx, kind, thing))) return { outcome: 'gone' }
    const inside = { ...office, db: trx }
    const { state } = await kind.find(inside, 'publish', thing.slug)
    return state === 'draft' ? publishLocked(inside, kind, thing, trx) : { outcome: 'already' }
  })
}

/**
 * Publishes in the caller's transaction; the right to publish has been checked.
 *
 * @returns what is missing; empty when published
 */
export async function publishIn<Thing extends Written, Content, Extra extends object>(
  trx: Trx,
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
): Promise<SaidMissing[]> {
  if (!(await lockThing(trx, kind, thing))) throw new Response(null, { status: 404 })
  const published = await publishLocked({ ...office, db: trx }, kind, thing, trx)
  return published.outcome === 'missing' ? published.missing : []
}

/**
 * Publishes the draft unless something is missing; the version it replaces stays in the history. The row is locked:
 * whoever closes, archives or publishes it meanwhile waits, and whoever did so before is heard, as it is read again.
 *
 * @param sure the opening time, as the form has it, that is agreed to although it ends something for now
 */
async function publishLocked<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  { slug }: Thing,
  trx: Trx,
  sure = '',
): Promise<Published> {
  const thing = await kind.find(office, 'publish', slug)
  const { content } = await readDraft(trx, kind, thing)
  const missing = await kind.missing(office, thing, content)
  const question = kind.ask?.(office, thing, content) ?? null
  if (question && sure !== kind.values(thing, content).opensAt) missing.push(question)
  if (missing.length > 0) return { outcome: 'missing', missing }
  const kept = await kind.kept(trx, thing, content)
  if (thing.state !== 'draft') {
    await keepFirst(trx, kind, thing, () => kind.kept(trx, thing, kind.published(thing)))
    const [latest] = await readKept(trx, kind, thing, 1)
    if (latest && isStoredAlike(latest.content, kept)) return { outcome: 'unchanged' }
  }
  const revision = await kind.show(trx, thing, content, office.now)
  const state = thing.state === 'draft' ? 'open' : thing.state
  await keepVersion(trx, kind, { ...thing, state }, revision, kept, office.organizer.id, office.now)
  await announce(trx, ['site', `${kind.name}:${thing.id}`])
  await office.audit({ groupId: thing.groupId, act: kind.acts.published, subject: thing.id }, trx)
  return { outcome: 'published' }
}

/**
 * Holds its row until the transaction ends. Drafts can be saved meanwhile: they only refer to it.
 *
 * @returns false when it is gone
 */
async function lockThing(
  trx: Trx,
  { tables }: Pick<Writable<Written, unknown>, 'tables'>,
  { id }: Written,
): Promise<boolean> {
  const { rows } = await sql`select from ${sql.table(tables.thing)} where id = ${id} for no key update`.execute(trx)
  return rows.length > 0
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
