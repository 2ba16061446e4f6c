import { sql } from 'kysely'
import { z } from 'zod'
import type { DnsLine } from '~/channels/mail/check-sender'
import type { Office } from '~/office/guard/guard.server'
import { askToConfirm, dropChanges, mostAsked, queueMail } from '~/office/team/address-changes.server'
import { emailAddress } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'

/** How far a test mail has come. */
export interface SenderTest {
  askedAt: string
  /** `held`: not tried, because of the stop switch or of our mail server; then `why` says which. */
  is: 'waiting' | 'held' | 'again' | 'sent' | 'captured' | 'refused'
  /** A key under `office.texts.failures`, or `switch` while mail is stopped; null when there is nothing to say. */
  why: string | null
  /** The mail server's own words. */
  said: string | null
}

/** What the page about a group's sender shows. */
export async function readSender(office: Office) {
  const group = groupOf(office)
  const [sender, test] = await Promise.all([
    office.db.selectFrom('group_sender').selectAll().where('group_id', '=', group.id).executeTakeFirst(),
    readTest(office, group.id),
  ])
  return {
    group: { id: group.id, name: group.name, senderName: group.senderName },
    mailFrom: office.env.mailFrom,
    isCaptured: office.env.mailHost === null,
    sender: sender
      ? {
          address: sender.address,
          isConfirmed: sender.confirmed_at !== null,
          isAligned: sender.is_aligned,
          isAccepted: sender.accepted_at !== null,
          isBeingChecked: sender.checked_at === null || sender.asked_at > sender.checked_at,
          checkedAt: sender.checked_at?.toISOString() ?? null,
          lines: sender.lines as DnsLine[],
        }
      : null,
    test,
  }
}

/** The last test that this organizer has asked for. */
async function readTest({ db, organizer, env }: Office, groupId: string): Promise<SenderTest | null> {
  const { rows } = await sql<{
    createdAt: Date
    state: string
    failure: string | null
    said: string | null
    isStopped: boolean
    pause: string | null
  }>`
    select message.created_at as "createdAt", state, failure, said,
      exists (select from stop_switch where name = 'mail' and is_on) as "isStopped",
      (select reason from mail_pause where resumes_at is not null) as pause
    from sender_message join message on message.id = message_id
    where sender_message.group_id = ${groupId} and organizer_id = ${organizer.id} and template = 'sender-test'
    order by message.created_at desc limit 1
  `.execute(db)
  const [row] = rows
  if (!row) return null
  return { askedAt: row.createdAt.toISOString(), said: row.said, ...standing(row, env.mailHost === null) }
}

function standing(
  {
    state,
    failure,
    isStopped,
    pause,
  }: { state: string; failure: string | null; isStopped: boolean; pause: string | null },
  isCaptured: boolean,
): Pick<SenderTest, 'is' | 'why'> {
  switch (state) {
    case 'queued':
      if (isStopped) return { is: 'held', why: 'switch' }
      if (failure) return { is: 'again', why: failure }
      return pause ? { is: 'held', why: pause } : { is: 'waiting', why: null }
    case 'sending':
      return { is: 'waiting', why: null }
    case 'sent':
    case 'delivered':
      return { is: isCaptured ? 'captured' : 'sent', why: null }
    default:
      return { is: 'refused', why: failure }
  }
}

const addressSchema = z.object({
  address: emailAddress.transform((email) => email ?? '').pipe(z.string().min(1, 'emailMissing')),
})

/** Keys under `office.sender.done`. */
export const senderDone = ['asked', 'same', 'removed', 'checking', 'tested', 'confirmed'] as const
export type SenderDone = (typeof senderDone)[number]

type Changed = { outcome: 'done'; what: SenderDone } | { outcome: 'refused'; form: FormState }

/** Sets or removes the address of a group's mail, asks for a check of its DNS, or sends a test to oneself. */
export async function changeSender(office: Office, fields: Record<string, string>): Promise<Changed> {
  const { id } = groupOf(office)
  switch (fields.intent) {
    case 'address':
      return setAddress(office, id, fields)
    case 'again':
      return confirmAgain(office, id)
    case 'remove':
      return office.db.transaction().execute(async (trx): Promise<Changed> => {
        await dropChanges(trx, { organizerId: office.organizer.id, groupId: id }, office.now)
        await trx.deleteFrom('group_sender').where('group_id', '=', id).execute()
        await office.audit({ groupId: id, act: 'changed-group', subject: id }, trx)
        return { outcome: 'done', what: 'removed' }
      })
    case 'check':
      await office.db
        .updateTable('group_sender')
        .set({ asked_at: office.now, next_check_at: office.now })
        .where('group_id', '=', id)
        .execute()
      return { outcome: 'done', what: 'checking' }
    case 'test':
      return sendTest(office, id)
    default:
      throw new Response(null, { status: 400 })
  }
}

/** Another address is not used before it is confirmed and checked; one that is confirmed already stays as it is. */
async function setAddress(office: Office, groupId: string, fields: Record<string, string>): Promise<Changed> {
  const read = readFields(addressSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { address } = read.value
  return office.db.transaction().execute(async (trx): Promise<Changed> => {
    const before = await trx
      .selectFrom('group_sender')
      .select(['address', 'confirmed_at'])
      .where('group_id', '=', groupId)
      .forUpdate()
      .executeTakeFirst()
    if (before?.address === address && before.confirmed_at) return { outcome: 'done', what: 'same' }
    if ((await askToConfirm(trx, office, { groupId, address })) === 'too-often') return tooOften(fields, 'address')
    if (before?.address === address) return { outcome: 'done', what: 'asked' }
    const fresh = { address, confirmed_at: null, asked_at: office.now, next_check_at: office.now }
    await trx
      .insertInto('group_sender')
      .values({ group_id: groupId, ...fresh })
      .onConflict((conflict) =>
        conflict
          .column('group_id')
          .doUpdateSet({ ...fresh, checked_at: null, lines: '[]', is_aligned: false, accepted_at: null }),
      )
      .execute()
    await office.audit({ groupId, act: 'changed-group', subject: groupId }, trx)
    return { outcome: 'done', what: 'asked' }
  })
}

function tooOften(values: Record<string, string>, field: string): Changed {
  return { outcome: 'refused', form: { values, errors: [{ field, message: 'askedTooOften' }] } }
}

async function confirmAgain(office: Office, groupId: string): Promise<Changed> {
  return office.db.transaction().execute(async (trx): Promise<Changed> => {
    const sender = await trx
      .selectFrom('group_sender')
      .select(['address', 'confirmed_at'])
      .where('group_id', '=', groupId)
      .forUpdate()
      .executeTakeFirst()
    // Somebody has removed it, or opened the link, since the page was read.
    if (!sender) return { outcome: 'done', what: 'removed' }
    if (sender.confirmed_at) return { outcome: 'done', what: 'confirmed' }
    if ((await askToConfirm(trx, office, { groupId, address: sender.address })) === 'too-often')
      return tooOften({ address: sender.address }, '')
    return { outcome: 'done', what: 'asked' }
  })
}

/** One at a time: pressed twice it goes once. Each organizer gets only so many a day. */
async function sendTest(office: Office, groupId: string): Promise<Changed> {
  return office.db.transaction().execute(async (trx): Promise<Changed> => {
    await sql`select pg_advisory_xact_lock(hashtext(${`sender test ${office.organizer.id}`}))`.execute(trx)
    const waiting = await trx
      .selectFrom('sender_message')
      .innerJoin('message', 'message.id', 'message_id')
      .select('message_id')
      .where('group_id', '=', groupId)
      .where('organizer_id', '=', office.organizer.id)
      .where('template', '=', 'sender-test')
      .where('state', 'in', ['queued', 'sending'])
      .executeTakeFirst()
    if (waiting) return { outcome: 'done', what: 'tested' }
    const { today } = await trx
      .selectFrom('message')
      .select((eb) => eb.fn.countAll<string>().as('today'))
      .where('organizer_id', '=', office.organizer.id)
      .where('template', '=', 'sender-test')
      .where('created_at', '>', new Date(office.now.getTime() - 86_400_000))
      .executeTakeFirstOrThrow()
    if (Number(today) >= mostAsked) return tooOften({}, '')
    await queueMail(trx, office, { template: 'sender-test', groupId })
    return { outcome: 'done', what: 'tested' }
  })
}

/** @throws 404 for a group that this organizer does not manage */
function groupOf(office: Office) {
  const group = office.groups.get(office.params.group ?? '')
  if (!group || !office.may('manage-organizers', group.id)) throw new Response(null, { status: 404 })
  return group
}
