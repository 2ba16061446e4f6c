import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { type Petition, paperProblem } from '~/actions/petitions/petition'
import { petitionsById } from '~/actions/petitions/petitions.server'
import { optedOutAmong } from '~/actions/petitions/signatures/record-paper-signatures.server'
import { foldName } from '~/people/fold-contact'
import { indexContact } from '~/people/signer-indexes.server'
import { wallClock } from '~/ui/page/zoned-time'
import { nameIndex } from '~/vault/blind-index.server'
import { checkPeople } from './check-people.server'
import { type CheckedLine, keepChecked, type ListAtWork } from './checked-lines.server'
import type { KeptLine } from './import-lines.server'
import { readRow, readSignedOn } from './import-row'

/** Writes the outcome that lines would have, and what was mended in them; nobody is recorded. */
export async function checkRows(list: ListAtWork, rows: readonly KeptLine[], now: Date): Promise<void> {
  const { trx, id, petitionId } = list
  if (petitionId === null) return checkPeople(list, rows, now)
  const petition = (await petitionsById(trx, [petitionId])).get(petitionId)!
  const { is_typed: isTyped } = await trx
    .selectFrom('import_batch')
    .select('is_typed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const read = rows.map((row) => ({
    line: row.line,
    ...(row.cells
      ? checkedLine({ ...list, petitionId, isTyped }, petition, row.cells, now)
      : { reason: row.problem, contact: null, signer: null, mends: [] }),
  }))
  const optedOut = await optedOutAmong(
    trx,
    read.flatMap(({ contact }) => contact ?? []),
  )
  await keepChecked(
    list,
    read.map((one) => ({ ...one, isOptedOut: one.contact !== null && optedOut.has(one.contact.toString('base64')) })),
  )
}

/** Finds lines of a checked list that are about one person: all but the first are its doubles, and count with it. */
export async function findDoubles(trx: Trx, id: string): Promise<void> {
  await sql`
    update import_row set double_of = found.double_of from (
      select line, nullif(min(line) over (partition by signer_key), line) as double_of
      from import_row where batch_id = ${id} and line > 0 and outcome = 'good' and signer_key is not null) as found
    where batch_id = ${id} and import_row.line = found.line and import_row.double_of is distinct from found.double_of
  `.execute(trx)
}

function checkedLine(
  { keyring, mapping, petitionId, language, isTyped }: ListAtWork & { petitionId: string; isTyped: boolean },
  petition: Petition,
  cells: string[],
  now: Date,
): CheckedLine {
  const read = readRow(cells, mapping, petitionId, language)
  if (read.outcome === 'invalid') return { reason: read.reason, contact: null, signer: null, mends: [] }
  // A spreadsheet drops zeros; whoever types a sheet has left out a digit.
  if (isTyped && read.mends.includes('zip-zeros')) return { reason: 'zip', contact: null, signer: null, mends: [] }
  const signedOn = readSignedOn(cells, mapping, wallClock(petition.timeZone, now).day)
  const { email, phone, givenName, familyName } = read.submission
  const [channel, contact] = email === null ? (['sms', phone!] as const) : (['mail', email] as const)
  const { contactIndex } = indexContact(keyring, channel, contact)
  return {
    reason:
      signedOn === 'invalid' ? 'day' : signedOn === 'either' ? 'day-order' : paperProblem(petition, signedOn, now),
    contact: contactIndex,
    signer: Buffer.concat([contactIndex, nameIndex(keyring, foldName(givenName, familyName))]),
    mends: read.mends,
  }
}
