import { readMoney, setLimit, standing, usualMoney } from '~/channels/money/limits.server'
import type { Office } from '~/office/guard/guard.server'

/**
 * Today's spending in dollars, and the limits this organizer may change: the overall ones with the right `switches`, a
 * campaign's with the right to publish in its group.
 */
export async function moneyOf(office: Office) {
  const [money, mine] = await Promise.all([
    readMoney(office.db, usualMoney(office.env.prices), office.lang, office.now),
    campaignsOf(office),
  ])
  return {
    money: money.map(({ limit, spent, least, ...one }) => ({
      ...one,
      limit: limit === null ? null : limit / 1_000_000,
      spent: spent / 1_000_000,
      standing: standing({ limit, spent, least }),
    })),
    maySet: [...(office.groupsWith('switches').length > 0 ? [null] : []), ...mine],
  }
}

/** Changes a limit and writes the audit entry. @returns false when the input is no amount */
export async function changeLimit(
  office: Office,
  { way, campaign = '', dollars = '' }: Record<string, string>,
): Promise<boolean> {
  const campaignId = campaign || null
  if (way !== 'sms' && way !== 'voice') throw new Response(null, { status: 400 })
  const mine =
    campaignId === null ? office.groupsWith('switches').length > 0 : (await campaignsOf(office)).includes(campaignId)
  if (!mine) throw new Response(null, { status: 403 })
  const typed = dollars.trim().replace(/^\$/, '')
  if (!/^(\d{1,6}([.]\d{1,2})?)?$/.test(typed)) return false
  await office.db.transaction().execute(async (trx) => {
    await setLimit(trx, way, campaignId, typed === '' ? null : Number(typed), office.now)
    await office.audit(
      { groupId: null, act: 'changed-limit', subject: `${way} ${campaignId ?? 'all'} ${typed || 'usual'}` },
      trx,
    )
  })
  return true
}

async function campaignsOf({ db, groupsWith }: Office): Promise<string[]> {
  const groups = groupsWith('publish')
  if (groups.length === 0) return []
  return (await db.selectFrom('campaign').select('id').where('group_id', 'in', groups).execute()).map(({ id }) => id)
}
