import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Language } from '~/i18n/language'
import type { CustomField } from '~/office/people/fields/custom-field'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import type { FieldReason } from './field-columns'
import type { ImportRowReason, Mapping } from './import-row'
import type { Mend, Notice } from './mend-cell'

/** A list that is locked by a transaction. */
export interface ListAtWork {
  trx: Trx
  keyring: Keyring
  vault: Vault
  id: string
  /** Null: a list of people without a signature. */
  petitionId: string | null
  campaignId: string
  /** Whether it says for the whole list how they agreed to hear from us. */
  hasEvidence: boolean
  /** What the group keeps about its people; none for a list of signatures. */
  fields: readonly CustomField[]
  mapping: Mapping
  /** Of lines that do not say one. */
  language: Language
}

/** A line as it was checked. */
export interface CheckedLine {
  /** Why it cannot be recorded, or null. */
  reason: ImportRowReason | FieldReason | null
  /** Blind index of the contact by which the person would be known; null when there is none. */
  contact: Buffer | null
  /** Of the contact and the name together: by them a signature counts once. */
  signer: Buffer | null
  mends: (Mend | Notice)[]
}

/** Writes what lines would come to. */
export async function keepChecked(
  { trx, id }: Pick<ListAtWork, 'trx' | 'id'>,
  read: readonly (CheckedLine & { line: number; isOptedOut: boolean })[],
): Promise<void> {
  const outcomeOf = ({ reason, isOptedOut }: (typeof read)[number]) =>
    reason !== null ? 'bad' : isOptedOut ? 'opted-out' : 'good'
  await sql`
    update import_row set outcome = checked.outcome, reason = checked.reason, mends = string_to_array(checked.mends, ' '), signer_key = checked.signer, double_of = null
    from unnest(${read.map((one) => one.line)}::integer[], ${read.map(outcomeOf)}::text[], ${read.map((one) => one.reason)}::text[],
      ${read.map((one) => one.mends.join(' '))}::text[], ${read.map((one) => one.signer)}::bytea[]) as checked (line, outcome, reason, mends, signer)
    where batch_id = ${id} and import_row.line = checked.line
  `.execute(trx)
}
