import { sql } from 'kysely'
import { z } from 'zod'
import type { DomainLine } from '~/channels/mail/check-domain'
import type { Office } from '~/office/guard/guard.server'
import { cleanLines } from '~/ui/forms/text'
import { type DeliverabilityDone, registrationStates } from './deliverability-states'
import { readMailRates } from './mail-rates.server'

/** The network, for who manages its organizers; this page is about everybody's mail. @throws 403 for others */
function networkOf(office: Office): string {
  const { id } = [...office.groups.values()].find((group) => group.kind === 'network')!
  if (!office.may('manage-organizers', id)) throw new Response(null, { status: 403 })
  return id
}

/** What the page shows: how our mail stands in the DNS and at providers, and how our texts are registered. */
export async function readDeliverability(office: Office) {
  const { db, env, now } = office
  networkOf(office)
  const [check, rates, mailbox, feeds, registration, failures] = await Promise.all([
    db.selectFrom('mail_domain_check').selectAll().executeTakeFirst(),
    readMailRates(db, office.keyring, now),
    db.selectFrom('mailbox_standing').selectAll().executeTakeFirst(),
    db.selectFrom('mail_feed').selectAll().orderBy('asked_at', 'desc').limit(10).execute(),
    db.selectFrom('text_registration').selectAll().executeTakeFirst(),
    readTextFailures(office),
  ])
  return {
    mailFrom: env.mailFrom,
    isCaptured: env.mailHost === null,
    check: check?.checked_at
      ? {
          domain: check.domain,
          checkedAt: check.checked_at.toISOString(),
          isBeingChecked: check.next_check_at <= now,
          lines: check.lines as DomainLine[],
        }
      : null,
    rates,
    mailbox: mailbox
      ? {
          readAt: mailbox.read_at?.toISOString() ?? null,
          failure: mailbox.failure as 'login' | 'folder' | 'tls' | 'away' | null,
          failingSince: mailbox.failing_since?.toISOString() ?? null,
        }
      : null,
    feeds: feeds.map((feed) => ({
      topic: feed.topic,
      state: feed.confirmed_at
        ? ('on' as const)
        : feed.failure
          ? ('failed' as const)
          : feed.wanted_at
            ? ('wanted' as const)
            : ('asked' as const),
    })),
    registration: registration
      ? {
          brand: registration.brand,
          campaign: registration.campaign,
          note: registration.note,
          hasBefore: registration.before !== null,
        }
      : { brand: 'none' as const, campaign: 'none' as const, note: '', hasBefore: false },
    failures,
  }
}

/** Texts of seven days that did not arrive, by reason. */
async function readTextFailures({ db, now }: Office): Promise<{ reason: string; count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select coalesce(failure, state) as reason, count(*)::integer as count from message
    where channel = 'sms' and state in ('failed', 'undelivered', 'unknown') and created_at > ${now}::timestamptz - interval '7 days'
    group by 1 order by 2 desc limit 20
  `.execute(db)
  return rows
}

const registrationSchema = z.object({
  brand: z.enum(registrationStates),
  campaign: z.enum(registrationStates),
  note: z.string().max(1_000),
})

/** Asks for a check of the DNS, says yes to a provider's feed, or writes down how our texts are registered, which can be undone. */
export async function changeDeliverability(
  office: Office,
  fields: Record<string, string>,
): Promise<DeliverabilityDone> {
  const { now, organizer } = office
  const network = networkOf(office)
  switch (fields.intent) {
    case 'check':
      await office.db.updateTable('mail_domain_check').set({ next_check_at: now }).execute()
      return 'checking'
    case 'want':
      await office.db.transaction().execute(async (trx) => {
        const wanted = await trx
          .updateTable('mail_feed')
          .set({ wanted_at: now, wanted_by: organizer.id })
          .where('topic', '=', fields.topic ?? '')
          .where('wanted_at', 'is', null)
          .executeTakeFirst()
        if (wanted.numUpdatedRows > 0n)
          await office.audit({ groupId: network, act: 'confirmed-mail-feed', subject: fields.topic! }, trx)
      })
      return 'wanted'
    case 'register':
    case 'undo': {
      const parsed = registrationSchema.safeParse({ ...fields, note: cleanLines(fields.note ?? '') })
      if (fields.intent === 'register' && !parsed.success) throw new Response(null, { status: 400 })
      await office.db.transaction().execute(async (trx) => {
        if (fields.intent === 'undo')
          await sql`
            update text_registration set brand = before ->> 'brand', campaign = before ->> 'campaign', note = before ->> 'note',
              before = jsonb_build_object('brand', brand, 'campaign', campaign, 'note', note), changed_by = ${organizer.id}, changed_at = ${now} where before is not null
          `.execute(trx)
        else
          await sql`
            insert into text_registration as kept (brand, campaign, note, before, changed_by, changed_at)
            values (${parsed.data!.brand}, ${parsed.data!.campaign}, ${parsed.data!.note}, '{"brand": "none", "campaign": "none", "note": ""}', ${organizer.id}, ${now})
            on conflict (only_one) do update set before = jsonb_build_object('brand', kept.brand, 'campaign', kept.campaign, 'note', kept.note),
              brand = excluded.brand, campaign = excluded.campaign, note = excluded.note, changed_by = excluded.changed_by, changed_at = excluded.changed_at
          `.execute(trx)
        await office.audit({ groupId: network, act: 'changed-text-registration', subject: network }, trx)
      })
      return fields.intent === 'undo' ? 'undone' : 'saved'
    }
    default:
      throw new Response(null, { status: 400 })
  }
}
