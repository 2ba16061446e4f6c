import { recordOfficeStop } from '~/actions/outreach/office-texts.server'
import type { Office } from '~/office/guard/guard.server'
import { keepStopped, recordOptOut } from '~/people/suppression.server'
import { openText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { markHandled } from './answer-thread.server'

/**
 * Opts a phone or an address out because an organizer was told so by its messages, keeps who recorded it, and marks those
 * messages as handled. No organizer can take it back, nor by undoing a list or a stop that had it before: only the phone
 * itself, by texting START, or the person, on their own page.
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
      .select(['blind_index', 'sealed_phone', 'channel'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!phone) return 'forgotten'
    const { channel } = phone
    const optOut = { channel, blindIndex: phone.blind_index, recordedBy: office.organizer.id }
    const ended = await recordOptOut(trx, optOut, office.now)
    await keepStopped(trx, phone.blind_index)
    await markHandled(trx, office, { id, seen })
    if (!ended) return 'already'
    const number = openText(office.vault.site(), sealedAs('conversation', id, 'phone'), phone.sealed_phone)
    if (channel === 'sms') await recordOfficeStop(trx, number, office.now)
    await office.audit({ groupId: network, act: 'stopped-texts', subject: id }, trx)
    return 'stopped'
  })
}
