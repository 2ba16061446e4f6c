import { sql } from 'kysely'
import { announce } from '#db/announce'
import { stateOfZip } from '~/geography/state-of-zip'
import { commentStateOf, displayNameOf } from '~/people/public-name'
import type { RecordContext } from '~/queue/intake/opened-submission'
import type { PersonDetails } from '~/vault/keyring'
import { openComment, openPerson } from '~/vault/open.server'

/**
 * Shows the names of confirmed signatures on the petition's page, if the signer ticked that box: first name, initial,
 * state, comment. Idempotent.
 */
export async function showNames(
  { trx, vault }: Pick<RecordContext, 'trx' | 'vault'>,
  signatureIds: string[],
): Promise<void> {
  const ticked = await trx
    .selectFrom('signature')
    .innerJoin('person', 'person.id', 'signature.person_id')
    .innerJoin('consent', (join) =>
      join
        .onRef('consent.person_id', '=', 'person.id')
        .onRef('consent.petition_id', '=', 'signature.petition_id')
        .on('consent.purpose', '=', 'show_name')
        .on('consent.withdrawn_on', 'is', null),
    )
    .select([
      'signature.id as signatureId',
      'signature.petition_id',
      'signature.sealed_comment',
      'signature.confirmed_at',
    ])
    .select(['person.id', 'person.campaign_id', 'person.sealed'])
    .where('signature.id', '=', sql<string>`any(${signatureIds}::uuid[])`)
    .where('signature.state', '=', 'confirmed')
    .where('signature.held', 'is', null)
    .execute()
  if (ticked.length === 0) return
  const rows = ticked.map((row) => {
    const person = openPerson(vault, row)
    const comment = row.sealed_comment && openComment(vault, row.campaign_id, row.signatureId, row.sealed_comment)
    return {
      signature_id: row.signatureId,
      petition_id: row.petition_id,
      ...shownAs(person),
      comment,
      comment_state: commentStateOf(comment),
      confirmed_at: row.confirmed_at!,
    }
  })
  await trx
    .insertInto('public_name')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Updates shown names to people's current name and state, and has the pages that show them rendered again. Does not
 * change whether a comment is shown.
 */
export async function renameShown(
  { trx, vault }: Pick<RecordContext, 'trx' | 'vault'>,
  personIds: string[],
): Promise<void> {
  const shown = await trx
    .selectFrom('public_name')
    .innerJoin('signature', 'signature.id', 'public_name.signature_id')
    .innerJoin('person', 'person.id', 'signature.person_id')
    .select(['public_name.signature_id', 'public_name.petition_id', 'person.id', 'person.campaign_id', 'person.sealed'])
    .where('person.id', '=', sql<string>`any(${personIds}::uuid[])`)
    .execute()
  for (const { signature_id, ...person } of shown)
    await trx
      .updateTable('public_name')
      .set(shownAs(openPerson(vault, person)))
      .where('signature_id', '=', signature_id)
      .execute()
  await announce(trx, [...new Set(shown.map((row) => `petition:${row.petition_id}`))])
}

/** Public name and state of a person. */
function shownAs({ givenName, familyName, country, postalCode }: PersonDetails): {
  display_name: string
  place: string
} {
  return {
    display_name: displayNameOf(givenName, familyName),
    place: country === 'abroad' ? 'abroad' : (stateOfZip(postalCode) ?? ''),
  }
}
