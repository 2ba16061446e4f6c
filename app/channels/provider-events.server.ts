import type { Trx } from '#db/client'

/** A text that came in, or a call that ended. */
interface ProviderEvent {
  kind: 'text-in' | 'call-in'
  /** The provider's id of the text or call. */
  sid: string
}

/**
 * Whether the provider reports this text or call for the first time. Idempotent: providers send a webhook again when our answer was late.
 */
export async function isFirstReport(trx: Trx, { kind, sid }: ProviderEvent, at: Date): Promise<boolean> {
  const added = await trx
    .insertInto('provider_event')
    .values({ sid, kind, seen_at: at, removed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}
