import { createSealer, type SealingKey } from '~/vault/seal.server'
import { phoneSeal, writeSealedPhone } from './sealed-phone'

const seal = createSealer()

/**
 * Seals the number somebody signed with, for the address of the page that asks for their code. Nobody who reads the
 * address learns the number, and this process cannot read it back.
 *
 * @param about id of what is confirmed with the code: a petition, or a campaign whose news they asked for
 * @param phone E.164
 */
export function sealPhone(to: SealingKey, about: string, phone: string, now: Date): string {
  const minute = Math.floor(now.getTime() / 60_000).toString(36)
  const { kind, id } = phoneSeal(about, minute)
  return writeSealedPhone({ minute, box: seal(to, kind, id, phone, now) })
}
