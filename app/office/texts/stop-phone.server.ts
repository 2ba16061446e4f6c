import { recordOfficeStop } from '~/actions/outreach/office-texts.server'
import type { Office } from '~/office/guard/guard.server'
import { recordOptOut } from '~/people/suppression.server'
import { openText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { markHandled } from './answer-thread.server'

/**
 * Opts a phone out because an organizer was told so by its texts, keeps who recorded it, and marks those texts as handled.
 * No organizer can take it back: only the phone itself, by texting START.
 *
 * @returns `already`: it had opted out before, and that stands; `forgotten`: it is no longer kept
 */
export async function stopPhone(
  office: Office,
  network: string,
  { id, seen }: { id: string; seen: string },
): Promise<'stopped' | 'already' | 'forgotten'> {
  return office.db.transaction().execute(async (trx) => {
    const phone = await trx
      .selectFrom('conversation')
      .select(['blind_index', 'sealed_phone'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!phone) return 'forgotten'
    const optOut = { channel: 'sms', blindIndex: phone.blind_index, recordedBy: office.organizer.id } as const
    const ended = await recordOptOut(trx, optOut, office.now)
    await markHandled(trx, office, { id, seen })
    if (!ended) return 'already'
    const number = openText(office.vault.site(), sealedAs('conversation', id, 'phone'), phone.sealed_phone)
    await recordOfficeStop(trx, number, office.now)
    await office.audit({ groupId: network, act: 'stopped-texts', subject: id }, trx)
    return 'stopped'
  })
}
