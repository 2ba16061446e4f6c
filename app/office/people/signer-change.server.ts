import type { Trx } from '#db/client'
import type { Act } from '~/office/guard/audit.server'
import type { Office } from '~/office/guard/guard.server'
import type { FormState } from '~/ui/forms/form-state'
import type { PersonInReach } from './person-in-reach.server'
import type { SignerDeed, SignerDone } from './signer-deeds'

/** What became of a change to a person, and what the next page says and offers to undo. */
export type SignerChanged =
  | { outcome: 'changed'; did: SignerDeed; about?: string }
  /** The same, in words that must not stand in an address. */
  | { outcome: 'answered'; done: SignerDone[] }
  | {
      outcome: 'refused'
      form: FormState
      /** Another signer who has the contact that was typed, if they are in reach. */
      twin?: string
    }

/** Writes an audit entry about a person. */
export function auditOf(office: Office, trx: Trx, person: PersonInReach, act: Act): Promise<void> {
  return office.audit({ groupId: person.groupId, act, subject: person.id }, trx)
}

/** Refuses a form as it was typed. @param message key under `site.errors` */
export function refuseSigner(fields: Record<string, string>, field: string, message: string): SignerChanged {
  return { outcome: 'refused', form: { values: fields, errors: [{ field, message }] } }
}
