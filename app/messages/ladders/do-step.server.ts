import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import type { QueuedMessage } from '~/queue/outbox/message'
import type { Keyring } from '~/vault/keyring'
import type { StepOf } from './ladder-content'
import { wayOf } from './rehearse'

/** Somebody at a step, with what it takes to write to them. */
export interface Walking {
  personId: string
  entry: number
  /** When this step was due. */
  dueAt: Date
  thingId: string | null
  language: Language
  /** Contacts at which they get the campaign's news. */
  contacts: readonly { channel: Channel; contactId: string; blindIndex: Buffer }[]
}

/** The ladder as it is published, and the campaign that it belongs to. */
export interface Walked {
  id: string
  campaignId: string
  groupId: string
  revision: number
}

/**
 * Does what a step does for people: a message, a tag, a task. What is noted as done is not done again, whoever asks, however often
 * and after whichever change of the ladder: one row decides.
 */
export async function doStep(
  trx: Trx,
  { keyring, ladder, step }: { keyring: Keyring; ladder: Walked; step: StepOf<'message' | 'tag' | 'task'> },
  people: readonly Walking[],
  now: Date,
): Promise<void> {
  const planned = people.map((one) => ({ ...one, ...(step.kind === 'message' ? goingOf(step, one, now) : nothing) }))
  const column = <T>(value: (one: (typeof planned)[number]) => T) => planned.map(value)
  const { rows } = await sql<{ personId: string }>`
    insert into ladder_done (ladder_id, person_id, entry, step, revision, at, why_not, thing_id)
    select ${ladder.id}::uuid, person_id, entry, ${step.key}::text, ${ladder.revision}::integer, ${now}::timestamptz, why_not, thing_id
    from unnest(${column((one) => one.personId)}::uuid[], ${column((one) => one.entry)}::smallint[], ${column((one) => one.whyNot)}::text[], ${column((one) => one.thingId)}::uuid[])
      as one (person_id, entry, why_not, thing_id)
    order by person_id on conflict do nothing returning person_id as "personId"
  `.execute(trx)
  const fresh = new Set(rows.map(({ personId }) => personId))
  const going = planned.filter(({ personId, whyNot }) => whyNot === null && fresh.has(personId))
  if (going.length === 0) return
  switch (step.kind) {
    case 'message':
      await send(trx, { keyring, ladder, step }, going, now)
      return
    case 'tag':
      await sql`
        insert into person_tag (person_id, tag) select person.id, ${step.name}::text from person where id = any(${idsOf(going)}::uuid[]) and ${isOfGroup(ladder)}
        order by person.id on conflict do nothing
      `.execute(trx)
      return
    case 'task':
      await sql`
        insert into ladder_task (ladder_id, person_id, entry, step, words, made_at)
        select ${ladder.id}::uuid, person.id, one.entry, ${step.key}::text, ${JSON.stringify(step.title)}::jsonb, ${now}::timestamptz
        from unnest(${idsOf(going)}::uuid[], ${going.map(({ entry }) => entry)}::smallint[]) as one (person_id, entry) join person on person.id = one.person_id
        where ${isOfGroup(ladder)} on conflict do nothing
      `.execute(trx)
  }
}

const nothing = { by: null, whyNot: null, dueUntil: null }

function idsOf(people: readonly Walking[]): string[] {
  return people.map(({ personId }) => personId)
}

/** By which way a message goes to somebody, until when, or why not. */
function goingOf(step: StepOf<'message'>, { contacts, dueAt }: Walking, now: Date) {
  const by = wayOf(
    step,
    contacts.map(({ channel }) => channel),
  )
  const dueUntil = step.hours === null ? null : new Date(dueAt.getTime() + step.hours * 3_600_000)
  const whyNot = by === null ? 'no-consent' : dueUntil && dueUntil <= now ? 'too-late' : null
  return { by, whyNot, dueUntil }
}

async function send(
  trx: Trx,
  { keyring, ladder, step }: { keyring: Keyring; ladder: Walked; step: StepOf<'message' | 'tag' | 'task'> },
  going: readonly (Walking & { by: Channel | null; dueUntil: Date | null })[],
  now: Date,
): Promise<void> {
  const keyOf = ({ personId, entry }: Walking) => `ladder ${ladder.id} ${step.key} ${personId} ${entry}`
  const owed = going.map((one): QueuedMessage => {
    const { channel, contactId, blindIndex } = one.contacts.find(({ channel }) => channel === one.by)!
    return {
      channel,
      contactId,
      blindIndex,
      template: 'ladder-message',
      language: one.language,
      proven: true,
      personId: one.personId,
      signatureId: null,
      petitionId: null,
      ...(one.dueUntil ? { dueUntil: one.dueUntil } : {}),
      onceKey: keyOf(one),
    }
  })
  await enqueueMessages(trx, keyring, owed, now)
  await sql`
    update ladder_done set message_id = message.id
    from unnest(${idsOf(going)}::uuid[], ${going.map(({ entry }) => entry)}::smallint[], ${going.map(keyOf)}::text[]) as one (person_id, entry, once_key)
      join message using (once_key)
    where ladder_done.ladder_id = ${ladder.id} and ladder_done.person_id = one.person_id and ladder_done.entry = one.entry and ladder_done.step = ${step.key}
  `.execute(trx)
}

/** People whom the group may see: those who signed a petition of it or of its chapters, and those who only asked for its news. */
function isOfGroup({ groupId }: Walked) {
  return sql<boolean>`(exists (select from signature join petition on petition.id = signature.petition_id join member_group on member_group.id = petition.group_id
      where signature.person_id = person.id and (member_group.id = ${groupId} or member_group.kind = 'chapter' and member_group.parent_id = ${groupId}))
    or not exists (select from signature where signature.person_id = person.id))`
}
