import { sql } from 'kysely'
import type { Db } from '#db/client'
import {
  confirmPolicy,
  endPolicy,
  type PolicySaved,
  removePolicy,
  savePolicy,
  undoPolicy,
} from '~/campaigns/policies/edit-policies.server'
import type { Office } from '~/office/guard/guard.server'
import { momentsAgo } from '~/office/guard/sent-twice.server'

/**
 * Adds, changes, ends, confirms or removes a policy, or undoes the newest of these. Written to the audit log.
 *
 * @param id null: a new one
 * @throws 404 when there is nothing to change or undo, 400 for an unknown intent
 */
export async function actOnPolicy(
  office: Office,
  id: string | null,
  fields: Record<string, string>,
): Promise<PolicySaved> {
  return office.db.transaction().execute(async (trx) => {
    if (id !== null && !(await trx.selectFrom('policy').select('id').where('id', '=', id).executeTakeFirst()))
      throw new Response(null, { status: 404 })
    const was = id === null ? null : await readWas(trx, id)
    const done = await act(trx, office, id, fields)
    if (was && done.outcome === 'saved' && fields.intent !== 'undo') await keepUndo(trx, office, was)
    if (done.outcome === 'saved')
      await office.audit({ groupId: null, act: 'changed-policy', subject: `${done.id} ${fields.intent}` }, trx)
    return done
  })
}

interface Was {
  id: string
  /** Without what an undo gives back. */
  row: unknown
  undo: { by: string; at: string } | null
}

async function readWas(trx: Db, id: string): Promise<Was | null> {
  const { rows } = await sql<Was>`
    select id, to_jsonb(policy) - 'before_change' - 'updated_at' as row, before_change as undo from policy where id = ${id} for update
  `.execute(trx)
  return rows[0] ?? null
}

/** The second of two presses changes nothing: undone is what the first one changed. */
async function keepUndo(trx: Db, { organizer, now }: Office, { id, row, undo }: Was): Promise<void> {
  if (undo?.by !== organizer.id || new Date(undo.at) < momentsAgo(now)) return
  await sql`
    update policy set before_change = ${JSON.stringify(undo)}::jsonb
    where id = ${id} and to_jsonb(policy) - 'before_change' - 'updated_at' = ${JSON.stringify(row)}::jsonb
  `.execute(trx)
}

async function act(
  trx: Db,
  { organizer, now }: Office,
  id: string | null,
  fields: Record<string, string>,
): Promise<PolicySaved> {
  const by = organizer.id
  if (id === null) {
    if (fields.intent !== 'add') throw new Response(null, { status: 400 })
    return savePolicy(trx, { id, fields, by }, now)
  }
  switch (fields.intent) {
    case 'change':
      return savePolicy(trx, { id, fields, by }, now)
    case 'end':
      return endPolicy(trx, { id, fields, by }, now)
    case 'confirm':
      return confirmPolicy(trx, id, by, now)
    case 'remove':
      await removePolicy(trx, id, by, now)
      return { outcome: 'saved', id }
    case 'undo': {
      const { outcome } = await undoPolicy(trx, id, by, now)
      if (outcome === 'nothing') throw new Response(null, { status: 404 })
      return outcome === 'undone'
        ? { outcome: 'saved', id }
        : { outcome: 'refused', form: { values: { ...fields }, errors: [{ field: '', message: 'undoTaken' }] } }
    }
    default:
      throw new Response(null, { status: 400 })
  }
}
