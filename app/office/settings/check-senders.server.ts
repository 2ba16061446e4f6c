import type { Db } from '#db/client'
import { checkSender, type LookUpText, type SenderToCheck } from '~/channels/mail/check-sender'
import { domainOf } from '~/people/fold-contact'

const minute = 60_000
/** Until an address is checked again: one that may be used or is wrong; and one about which nobody answered. */
const rests = { usual: 24 * 60 * minute, silent: 60 * minute, underWay: 10 * minute }

/**
 * Checks in the DNS whether one group's mail may come from its own address, if that is due: at once when somebody asks,
 * and once a day, so that an address whose domain has lost its lines is not used any longer.
 *
 * @param waysOut how mail leaves; null while it is captured: nothing is looked up
 * @returns how many were checked
 */
export async function checkNextSender(
  db: Db,
  { lookUp, waysOut }: { lookUp: LookUpText; waysOut: Omit<SenderToCheck, 'domain'> | null },
  now: () => Date,
): Promise<number> {
  if (waysOut === null) return 0
  const begun = now()
  // Claimed first, since the DNS may take its time. Worker and office may not write the same columns.
  const due = await db
    .updateTable('group_sender')
    .set({ next_check_at: new Date(begun.getTime() + rests.underWay) })
    .where('group_id', 'in', (eb) =>
      eb
        .selectFrom('group_sender')
        .select('group_id')
        .where('next_check_at', '<=', begun)
        .orderBy('next_check_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['group_id', 'address'])
    .executeTakeFirst()
  if (!due) return 0
  const { lines, isAligned } = await checkSender(lookUp, { ...waysOut, domain: domainOf(due.address) })
  const rest = lines.some(({ verdict }) => verdict === 'silent') ? rests.silent : rests.usual
  await db
    .updateTable('group_sender')
    .set({
      checked_at: begun,
      lines: JSON.stringify(lines),
      next_check_at: new Date(now().getTime() + rest),
      // Where nobody answered, what was known before still holds.
      ...(isAligned === null ? {} : { is_aligned: isAligned }),
    })
    .where('group_id', '=', due.group_id)
    // It may have been replaced, or asked about again, meanwhile.
    .where('address', '=', due.address)
    .where('asked_at', '<=', begun)
    .execute()
  return 1
}
