import type { Office } from '~/office/guard/guard.server'

/**
 * Puts a thread off: it waits for nobody until then, or until its person writes again. Or brings it back.
 *
 * @param days null: it waits again at once
 */
export async function snoozeThread(
  office: Office,
  network: string,
  { id, days }: { id: string; days: number | null },
): Promise<boolean> {
  return office.db.transaction().execute(async (trx) => {
    const until = days === null ? null : new Date(office.now.getTime() + days * 86_400_000)
    const changed = await trx
      .updateTable('conversation')
      .set({ snoozed_until: until })
      .where('id', '=', id)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return false
    await office.audit({ groupId: network, act: until ? 'snoozed-thread' : 'woke-thread', subject: id }, trx)
    return true
  })
}
