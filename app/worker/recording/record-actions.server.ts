import type { Done, OutreachKind } from '~/actions/kind/kind'
import { addOutreach, recordOutreach, toTenMinutes } from '~/actions/outreach/record-outreach.server'
import { outreachKind } from '~/actions/registry.server'
import { rememberContact } from '~/people/remember-people.server'
import { indexContact } from '~/people/signer-indexes.server'
import type { OpenedSubmission, RecordContext, RecordSubmissions } from '~/queue/intake/opened-submission'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'

/**
 * Records reported outreach.
 *
 * @throws when its kind does not have the outcome or way; the submission then stays in the intake
 */
export const recordKnownOutreach: RecordSubmissions<'outreach'> = async (recording, arrivals) => {
  for (const { submission } of arrivals)
    if (!('undone' in submission)) checkOutreach(outreachKind(submission.channel), submission)
  await recordOutreach(recording, arrivals)
}

/**
 * Records `action` submissions, as read by their kinds. Drops those for unknown actions.
 *
 * @throws when the kind reads no submissions, or returns an outcome or way that it does not have
 */
export const recordActions: RecordSubmissions<'action'> = async (recording, arrivals) => {
  for (const arrival of arrivals) {
    const kind = outreachKind(arrival.submission.kind)
    if (!kind.readDone) throw new Error(`a ${kind.kind} reads no submissions`)
    const done = kind.readDone(arrival.submission.fields)
    if (!done) continue
    await addOutreachDone(recording, kind, arrival, done)
    if (done.mail) await oweMail(recording, arrival, done.mail)
  }
}

async function addOutreachDone(
  { trx }: RecordContext,
  kind: OutreachKind,
  { submission: { advocacyId, language, area, source }, at }: OpenedSubmission<'action'>,
  done: Done,
): Promise<void> {
  for (const one of done.outreach) checkOutreach(kind, one)
  await addOutreach(
    trx,
    done.outreach.map((one) => ({
      ...one,
      advocacyId,
      language,
      area,
      source,
      channel: kind.kind,
      durationSeconds: null,
      personId: null,
      doneAt: toTenMinutes(at),
    })),
  )
}

async function oweMail(
  recording: RecordContext,
  { id, submission: { advocacyId, language }, at }: OpenedSubmission<'action'>,
  { template, to }: NonNullable<Done['mail']>,
): Promise<void> {
  const { trx, keyring, vault } = recording
  const action = await trx
    .selectFrom('advocacy_campaign')
    .select('campaign_id')
    .where('id', '=', advocacyId)
    .executeTakeFirst()
  const keys = action && vault.byCampaign.get(action.campaign_id)
  if (!keys) return
  const indexed = indexContact(keyring, 'mail', to)
  const contact = await rememberContact(recording, keys, indexed, at)
  const owed = {
    channel: 'mail' as const,
    template,
    language,
    contactId: contact.id,
    blindIndex: indexed.contactIndex,
    proven: contact.proven,
    personId: null,
    signatureId: null,
    petitionId: null,
    advocacyId,
    onceKey: `${template} ${id}`,
  }
  await enqueueMessages(trx, keyring, [owed], at)
}

function checkOutreach(
  { kind, outcomes, ways }: OutreachKind,
  { outcome, via }: { outcome: string; via: string },
): void {
  if (!outcomes.includes(outcome)) throw new Error(`a ${kind} has no such outcome`)
  if (!ways.includes(via)) throw new Error(`a ${kind} has no such way`)
}
