import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { askContactAgain, takeBackContact, waitingChanges } from '~/people/contact-changes.server'
import { correctSigner, lockPerson } from './correct-signer.server'
import { fillFields } from './fields/person-fields.server'
import { addNote, addTag, removeTag, setNoteRemoved } from './note-signer.server'
import { type PersonInReach, personInReach } from './person-in-reach.server'
import { recordStop, undoStop } from './record-stop.server'
import { resendConfirmation } from './resend-confirmation.server'
import { auditOf, type SignerChanged } from './signer-change.server'

/**
 * Corrects, tags or annotates a person, records that they asked us to stop, or asks them to confirm once more; each
 * writes its audit entry in the same transaction.
 *
 * @throws 400 for any other intent, 404 for what is not theirs
 */
export async function changeSigner(office: Office, fields: Record<string, string>): Promise<SignerChanged> {
  const person = await personInReach(office, 'change-people', office.params.person)
  switch (fields.intent) {
    case 'correct':
      return correctSigner(office, person, fields)
    case 'ask-again':
      return askAgain(office, person, uuidOf(fields.id))
    case 'take-back':
      return takeBack(office, person, (fields.id ?? '').split(',').map(uuidOf))
    case 'tag':
      return addTag(office, person, fields)
    case 'untag':
      return removeTag(office, person, fields)
    case 'fields':
      return fillFields(office, person, fields)
    case 'note':
      return addNote(office, person, fields)
    case 'remove-note':
    case 'restore-note':
      return setNoteRemoved(office, person, { id: uuidOf(fields.id), isRemoved: fields.intent === 'remove-note' })
    case 'stop':
      return recordStop(office, person, fields)
    case 'undo-stop':
      return undoStop(office, person, uuidOf(fields.id))
    case 'resend':
      return resendConfirmation(office, person, uuidOf(fields.id))
    default:
      throw new Response(null, { status: 400 })
  }
}

async function askAgain(office: Office, person: PersonInReach, id: string): Promise<SignerChanged> {
  return office.db.transaction().execute(async (trx): Promise<SignerChanged> => {
    const asked = await askContactAgain(trx, office.keyring, { person, changeId: id }, office.now)
    if (asked === 'not-waiting') return { outcome: 'changed', did: 'not-waiting' }
    if (asked === 'too-often') return { outcome: 'changed', did: 'too-often' }
    await auditOf(office, trx, person, 'asked-contact')
    return { outcome: 'changed', did: 'asked-again' }
  })
}

/** Takes back all corrections that were asked for at once. Says so when none of them waits anymore. */
async function takeBack(office: Office, person: PersonInReach, ids: string[]): Promise<SignerChanged> {
  return office.db.transaction().execute(async (trx): Promise<SignerChanged> => {
    await lockPerson(trx, person)
    const waiting = (await waitingChanges(trx, person.id)).filter(({ id }) => ids.includes(id))
    if (waiting.length === 0) return { outcome: 'changed', did: 'not-waiting' }
    const taken: Awaited<ReturnType<typeof takeBackContact>>[] = []
    for (const { id } of waiting) taken.push(await takeBackContact(trx, { person, changeId: id }, office.now))
    await auditOf(office, trx, person, 'took-back-contact')
    return { outcome: 'changed', did: taken.includes('earlier-waits') ? 'earlier-waits' : 'taken-back' }
  })
}
