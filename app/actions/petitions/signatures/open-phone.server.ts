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
  const petition =
    readSealedPhone(text, at) &&
    (await trx.selectFrom('petition').select('campaign_id').where('id', '=', petitionId).executeTakeFirst())
  return petition ? openSealedPhone(vault, { about: petitionId, campaignId: petition.campaign_id, text, at }) : null
}

/** The same for what belongs to a campaign. @param about id of what the number was sealed for */
export function openSealedPhone(
  vault: Vault,
  { about, campaignId, text, at }: { about: string; campaignId: string; text: string; at: Date },
): string | null {
  const sealed = readSealedPhone(text, at)
  if (!sealed) return null
  const { keyId } = keysOf(vault, campaignId)
  try {
    return open(vault, { ...phoneSeal(about, sealed.minute), key_id: keyId, sealed: sealed.box })
  } catch (error) {
    if (error instanceof NotSealedToUs) return null
    throw error
  }
}
