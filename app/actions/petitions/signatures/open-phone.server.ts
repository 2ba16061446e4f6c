import type { Trx } from '#db/client'
import { createSubmissionOpener, keysOf, NotSealedToUs, type Vault } from '~/vault/open.server'
import { phoneSeal, readSealedPhone } from '../sealed-phone'

const open = createSubmissionOpener()

/**
 * The number in the address of the page that asked for a code, in E.164; null when it is too old, or was not sealed for
 * this petition.
 */
export async function openPhone(
  trx: Trx,
  vault: Vault,
  { petitionId, text, at }: { petitionId: string; text: string; at: Date },
): Promise<string | null> {
  const sealed = readSealedPhone(text, at)
  const petition =
    sealed && (await trx.selectFrom('petition').select('campaign_id').where('id', '=', petitionId).executeTakeFirst())
  if (!petition) return null
  const { keyId } = keysOf(vault, petition.campaign_id)
  try {
    return open(vault, { ...phoneSeal(petitionId, sealed.minute), key_id: keyId, sealed: sealed.box })
  } catch (error) {
    if (error instanceof NotSealedToUs) return null
    throw error
  }
}
