import type { Db } from '#db/client'

/** What came of a code; null while the worker has not seen it. @param id of its submission */
export async function codeReceipt(db: Db, id: string): Promise<'confirmed' | 'no-match' | null> {
  const receipt = await db.selectFrom('receipt').select('outcome').where('id', '=', id).executeTakeFirst()
  return receipt ? (receipt.outcome === 'confirmed' ? 'confirmed' : 'no-match') : null
}
