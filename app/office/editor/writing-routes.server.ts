import { data, redirect } from '@remix-run/node'
import { sql } from 'kysely'
import { announce } from '#db/announce'
import { readWhole } from '#db/whole-number'
import { guarded, type Office } from '~/office/guard/guard.server'
import { withUndo } from '~/office/undo/just-done'
import { type Change, changeUndoably } from '~/office/undo/keep-change.server'
import { addedKey } from '~/ui/forms/content-list'
import { formFields } from '~/ui/forms/form-fields'
import { momentOf } from '~/ui/page/dates'
import { readDraft } from './drafts.server'
import { type Edited, edit, readEditing, readStanding, restore } from './edit.server'
import { readHistory } from './history.server'
import { removeDraft } from './remove.server'
import type { Writable, Written } from './writable.server'
import { aboveTab, type StateName } from './writing-tabs'

/** Loader of the editor page. */
export function editLoader<Thing extends Written, Content, Extra extends object>(
  kind: Writable<Thing, Content, Extra>,
) {
  return guarded('edit', async (office) => {
    const thing = await kind.find(office, 'edit')
    const [head, editing] = await Promise.all([kind.head(office, thing), readEditing(office, kind, thing)])
    return {
      lang: office.lang,
      title: office.t('office.tabs.edit'),
      above: aboveTab(head, office.lang),
      head,
      ...editing,
      justPublished: justPublished(office),
    }
  })
}

/** What the redirect after publishing says of it. */
export function justPublished({ url }: Pick<Office, 'url'>): 'published' | 'unchanged' | null {
  return (['published', 'unchanged'] as const).find((outcome) => url.searchParams.has(outcome)) ?? null
}

/** Action of the editor page: save, preview, publish. */
export function editAction<Thing extends Written, Content, Extra extends object>(
  kind: Writable<Thing, Content, Extra>,
) {
  return guarded('edit', async (office) => {
    const thing = await kind.find(office, 'edit')
    const fields = await formFields(office.request)
    return answerEdit(kind, thing, fields, await edit(office, kind, thing, fields))
  })
}

/** Redirects after saving or publishing; rejected input is shown as typed. */
export function answerEdit<Thing extends Written, Content, Extra extends object>(
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  fields: Record<string, string>,
  edited: Edited,
) {
  switch (edited.outcome) {
    case 'saved':
      return redirect(
        fields.intent === 'preview'
          ? `${kind.paths.home(thing)}/preview`
          : `${kind.paths.edit(thing)}${changedItem(fields)}`,
        303,
      )
    case 'published':
      return redirect(`${(kind.paths.afterPublishing ?? kind.paths.edit)(thing)}?published`, 303)
    case 'unchanged':
      return redirect(`${kind.paths.edit(thing)}?unchanged`, 303)
    case 'refused':
      return data(edited, { status: edited.conflict ? 409 : 422 })
  }
}

/** Where the page goes on after a button of a list: at what was added or moved. */
function changedItem({ intent = '', ...fields }: Record<string, string>): string {
  const [verb, list, what] = intent.split(':')
  if (!list || !what) return ''
  return `#${list}.${verb === 'add' ? addedKey(list, fields[list] ?? '') : what}`
}

/** Action for saving while typing. */
export function autosaveAction<Thing extends Written, Content, Extra extends object>(
  kind: Writable<Thing, Content, Extra>,
) {
  return guarded('edit', (office) => autosave(office, kind))
}

/** Saves what was typed so far. Responds with JSON for the page's script. */
export async function autosave<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
): Promise<Response> {
  const thing = await kind.find(office, 'edit')
  const { intent: _, ...fields } = await formFields(office.request)
  const edited = await edit(office, kind, thing, fields)
  if (edited.outcome === 'saved') {
    const { isChanged, missing } = await readStanding(office, kind, thing)
    return Response.json({
      revision: edited.revision,
      says: office.t('office.edit.savedNow', { when: momentOf(office.lang, office.now, office.zone, false) }),
      isChanged,
      missing: missing.map(({ field, words, path }) => ({ words, href: path ?? `#${field}` })),
      missingSays: office.t('office.edit.missing', { count: missing.length }),
    })
  }
  const conflict = edited.outcome === 'refused' ? edited.conflict : null
  return Response.json({
    says: conflict ? office.t('office.edit.conflictSoon', { name: conflict.by }) : office.t('office.edit.notSavedYet'),
  })
}

/** Loader of the history page. */
export function historyLoader<Thing extends Written, Content, Extra extends object>(
  kind: Writable<Thing, Content, Extra>,
) {
  return guarded('edit', async (office) => readHistoryPage(office, kind, await kind.find(office, 'edit')))
}

/** What the history page shows. */
export async function readHistoryPage<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
) {
  const [head, versions, draft] = await Promise.all([
    kind.head(office, thing),
    readHistory(office, kind, thing),
    readDraft(office.db, kind, thing),
  ])
  return {
    lang: office.lang,
    title: office.t('office.tabs.history'),
    above: aboveTab(head, office.lang),
    head,
    versions,
    draft: draft.revision,
  }
}

/** Action that restores an earlier version. */
export function restoreAction<Thing extends Written, Content, Extra extends object>(
  kind: Writable<Thing, Content, Extra>,
) {
  return guarded('edit', async (office) => {
    const thing = await kind.find(office, 'edit')
    return answerRestore(office, kind, thing, await formFields(office.request))
  })
}

/** Restores the requested version and redirects. `isStale`: look at the draft first, then submit again. */
export async function answerRestore<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  fields: Record<string, string>,
) {
  const asked = { revision: readWhole(fields.revision) ?? -1, draft: readWhole(fields.draft) ?? 0 }
  const { outcome } = await restore(office, kind, thing, asked)
  switch (outcome) {
    case 'restored':
      return redirect(kind.paths.edit(thing), 303)
    case 'unknown':
      throw new Response(null, { status: 404 })
    case 'stale':
      return data({ isStale: true }, { status: 409 })
  }
}

/** Action that opens, closes or archives, or removes a draft. A draft is opened by publishing it. */
export function stateAction<Thing extends Written, Content, Extra extends object>(
  kind: Writable<Thing, Content, Extra>,
) {
  return guarded('publish', async (office) => {
    const thing = await kind.find(office, 'publish')
    const { state } = await formFields(office.request)
    if (state === 'removed') {
      const removed = await removeDraft(office, kind, thing)
      return redirect(
        withUndo(removed.undo ? kind.removal!.list(thing) : kind.paths.edit(thing), removed.undo ?? 'kept'),
        303,
      )
    }
    const next = kind.states.find((one) => one === state)
    if (!next) throw new Response(null, { status: 400 })
    const undo = await changeState(office, kind, thing, next)
    return redirect(undo ? withUndo(kind.paths.edit(thing), undo) : kind.paths.edit(thing), 303)
  })
}

const stateActs = { open: 'opened', closed: 'closed', victory: 'won', archived: 'archived' } as const

/**
 * Opens, closes or archives something published.
 *
 * @returns by what it is undone; null when it was in that state, or is a draft
 */
export async function changeState<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  state: Exclude<StateName, 'draft'>,
): Promise<string | null> {
  const { title } = await kind.head(office, thing)
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      select from ${sql.table(kind.tables.thing)} where id = ${thing.id} and state not in ('draft', ${state}) for no key update
    `.execute(trx)
    if (rows.length === 0) return null
    const tags = ['site', `${kind.name}:${thing.id}`]
    const change: Change = {
      act: stateActs[state],
      needs: 'publish',
      groupId: thing.groupId,
      name: title,
      path: (kind.paths.state ?? kind.paths.edit)(thing),
      tags,
      rows: [{ table: kind.tables.thing, where: { id: thing.id } }],
    }
    const undo = await changeUndoably(trx, office, change, () =>
      sql`update ${sql.table(kind.tables.thing)} set state = ${state}, updated_at = ${office.now} where id = ${thing.id}`.execute(
        trx,
      ),
    )
    await announce(trx, tags)
    await office.audit({ groupId: thing.groupId, act: kind.acts.changedState, subject: `${thing.id} ${state}` }, trx)
    return undo
  })
}
