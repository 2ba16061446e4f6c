import { sql } from 'kysely'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { fieldsOfCampaign } from '~/office/people/fields/custom-fields.server'
import { checkRows, findDoubles } from './check-rows.server'
import { lineOf, sealLine } from './import-lines.server'
import { type Mapping, mostCell } from './import-row'
import { isOfCampaign, type ListOwner, listsOf } from './list-owner'
import { settleAlike } from './second-typing.server'

interface Correction {
  id: string
  line: number
  cells: Partial<Record<keyof Mapping, string>>
}

/**
 * Corrects a refused line in place and checks it again. It stays as it was corrected, whether it is right now or not. If
 * its list was recorded already, or is being recorded, the line is recorded too.
 *
 * @returns false when there is no such line to correct anymore
 */
export async function fixLine(office: Office, owner: ListOwner, { id, line, cells }: Correction): Promise<boolean> {
  const { keyring, vault, now } = office
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ state: string; mapping: Mapping; language: Language; hasEvidence: boolean }>`
      select state, mapping, coalesce(import_batch.language, organizer.language) as language, evidence is not null as "hasEvidence" from import_batch join organizer on organizer.id = asked_by
      where import_batch.id = ${id} and ${listsOf(owner)} and state in ('checked', 'running', 'done') for update of import_batch
    `.execute(trx)
    const [list] = rows
    const row = await trx
      .selectFrom('import_row')
      .select(['line', 'sealed', 'sealed_line'])
      .where('batch_id', '=', id)
      .where('line', '=', line)
      .where('outcome', '=', 'bad')
      .executeTakeFirst()
    const kept = row && row.sealed.length > 0 ? lineOf(vault, id, row) : null
    if (!list || !kept?.cells) return false
    const corrected = [...kept.cells]
    for (const [field, column] of Object.entries(list.mapping))
      corrected[Number(column)] = cells[field as keyof Mapping]?.slice(0, mostCell) ?? corrected[Number(column)] ?? ''
    const fixed = Array.from(corrected, (cell) => cell ?? '')
    await trx
      .updateTable('import_row')
      .set(sealLine(vault, id, { line, cells: fixed }))
      .where('batch_id', '=', id)
      .where('line', '=', line)
      .execute()
    await settleAlike(trx, vault, { id, line, cells: fixed })
    const { mapping, language, hasEvidence } = list
    const petitionId = isOfCampaign(owner) ? null : owner.id
    const fields = petitionId === null ? await fieldsOfCampaign(trx, owner.campaignId) : []
    await checkRows(
      { trx, keyring, vault, id, petitionId, campaignId: owner.campaignId, hasEvidence, fields, mapping, language },
      [{ line, cells: fixed }],
      now,
    )
    if (list.state === 'checked') await findDoubles(trx, id)
    const { outcome } = await trx
      .selectFrom('import_row')
      .select('outcome')
      .where('batch_id', '=', id)
      .where('line', '=', line)
      .executeTakeFirstOrThrow()
    // Also a line of somebody who has opted out: when the run ends, it is emptied.
    const isToFinish = list.state !== 'checked' && outcome !== 'bad'
    await trx
      .updateTable('import_batch')
      .set({ acted_at: now, ...(isToFinish ? { state: 'running' } : {}) })
      .where('id', '=', id)
      .execute()
    if (isToFinish && outcome === 'good')
      await office.audit({ groupId: owner.groupId, act: 'imported-people', subject: id, howMany: 1 }, trx)
    return true
  })
}
