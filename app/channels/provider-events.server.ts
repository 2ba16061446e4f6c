import type { Trx } from '#db/client'

/** An incoming text, or a call that ended. */
interface ProviderEvent {
  kind: 'text-in' | 'call-in'
  /** The provider's id of the text or call. */
  sid: string
}

/**
 * Whether this is the first report of this text or call. Idempotent: providers resend a webhook when our answer was
 * late.
 */
export async function isFirstReport(trx: Trx, { kind, sid }: ProviderEvent, at: Date): Promise<boolean> {
  const added = await trx
    .insertInto('provider_event')
    .values({ sid, kind, seen_at: at, removed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}
