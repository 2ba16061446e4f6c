import { sql } from 'kysely'
import type { Db } from './client'
import type { Database } from './schema'

/** The processes that have a database role of their own. */
export const processRoles = ['web', 'office', 'worker'] as const
export type ProcessRole = (typeof processRoles)[number]

/** Owns the tables. Only migrations and commands work as this role. */
export const ownerRole = 'firme_owner'

/** @returns the role in the database, such as `firme_web` */
export function databaseRole(role: ProcessRole): string {
  return `firme_${role}`
}

type Verb = 'select' | 'insert' | 'update' | 'delete'
/** Part of a table. Together the two lists name every column, so that a new one needs a decision. */
interface Part {
  columns: readonly string[]
  not: readonly string[]
}
/** What a process may do with a table: verbs for the whole table, or for a part of its columns. */
export interface Rights {
  whole: readonly Verb[]
  parts: Partial<Record<Exclude<Verb, 'delete'>, Part>>
}

const rights = (...whole: Verb[]): Rights => ({ whole, parts: {} })
const part = (columns: string, not: string): Part => ({ columns: columns.split(' '), not: not.split(' ') })

/** What the worker notes on a submission, only it may write: when it is tried again, and why it failed. */
const arrival = part('id key_id kind sealed held accepted_at', 'seq attempts retry_at failure')

const nothing = rights()
const read = rights('select')
/** Read only to be part of the encrypted daily backup, which holds every table. */
const copy = read
const add = rights('select', 'insert')
const keep = rights('select', 'insert', 'update')
const all = rights('select', 'insert', 'update', 'delete')

/**
 * Every table and who may do what with it. Applied after each migration; `tests/db/grants.test.ts` fails for a table or
 * column without a decision. Web never gets a column that identifies a person or opens anything.
 */
export const grants: Record<
  | Exclude<keyof Database, 'shown_name' | 'signed_here' | 'shown_delivery' | 'office_response'>
  | 'kysely_migration'
  | 'kysely_migration_lock',
  Record<ProcessRole, Rights>
> = {
  // People and what they did.
  person: { web: nothing, office: all, worker: all },
  contact_point: { web: nothing, office: all, worker: all },
  consent: { web: nothing, office: all, worker: all },
  subscription: { web: nothing, office: all, worker: all },
  suppression: { web: nothing, office: all, worker: all },
  campaign_stop: { web: nothing, office: all, worker: all },
  news_sent: { web: nothing, office: read, worker: all },
  opt_out_list: { web: nothing, office: keep, worker: copy },
  opt_out_line: { web: nothing, office: all, worker: all },
  signature: { web: nothing, office: all, worker: all },
  letter: { web: nothing, office: all, worker: all },
  public_name: { web: nothing, office: all, worker: all },
  person_note: { web: nothing, office: all, worker: all },
  person_tag: { web: nothing, office: all, worker: all },
  person_facts: { web: nothing, office: all, worker: all },
  person_field: { web: nothing, office: keep, worker: copy },
  person_field_value: { web: nothing, office: all, worker: all },
  segment: { web: nothing, office: keep, worker: rights('select', 'delete') },
  segment_person: { web: nothing, office: all, worker: all },
  tag_change: { web: nothing, office: all, worker: all },
  list_stop: { web: nothing, office: all, worker: all },
  contact_change: { web: nothing, office: all, worker: all },
  recorded_stop: { web: nothing, office: all, worker: all },
  export_person: { web: nothing, office: all, worker: all },
  erasure: { web: nothing, office: all, worker: all },
  bulk_act: { web: nothing, office: all, worker: all },
  bulk_person: { web: nothing, office: all, worker: all },
  import_batch: { web: nothing, office: all, worker: all },
  import_row: { web: nothing, office: all, worker: all },
  imported_person: { web: nothing, office: all, worker: all },
  second_typing: { web: nothing, office: all, worker: all },
  outreach: {
    web: {
      whole: [],
      parts: {
        select: part(
          'id advocacy_campaign_id post_id contact_detail_id channel via outcome language area source duration_seconds done_at',
          'person_id day',
        ),
      },
    },
    office: all,
    worker: all,
  },

  // Ladders. What people do is noted by triggers; the worker walks people through, the office writes and shows them.
  ladder: { web: nothing, office: all, worker: { whole: ['select', 'update'], parts: {} } },
  ladder_listens: { web: nothing, office: all, worker: read },
  ladder_act: { web: nothing, office: all, worker: all },
  ladder_place: { web: nothing, office: all, worker: all },
  ladder_done: { web: nothing, office: all, worker: all },
  ladder_task: { web: nothing, office: all, worker: all },
  ladder_fired: { web: nothing, office: all, worker: all },
  ladder_beginning: { web: nothing, office: all, worker: rights('select') },

  // What arrives and what leaves. The office may add to the intake, and not read what waits in it.
  intake: {
    web: { whole: [], parts: { insert: arrival } },
    office: {
      whole: [],
      parts: {
        insert: arrival,
        select: part('seq id key_id kind held accepted_at attempts retry_at failure', 'sealed'),
      },
    },
    worker: all,
  },
  receipt: { web: { whole: [], parts: { select: part('id outcome', 'created_at') } }, office: nothing, worker: all },
  message: { web: nothing, office: all, worker: all },
  own_page_session: { web: nothing, office: all, worker: all },
  message_budget: { web: nothing, office: all, worker: all },
  mail_domain_hold: { web: nothing, office: all, worker: all },
  held_release: { web: nothing, office: all, worker: all },
  held_release_signature: { web: nothing, office: all, worker: all },
  mail_pause: {
    web: {
      whole: [],
      parts: { select: part('reason since resumes_at', 'only_one code failures rests') },
    },
    office: all,
    worker: all,
  },
  // The office looks whether an office's letters stand in the way of removing it.
  letter_drip: { web: nothing, office: read, worker: all },
  conversation: {
    web: nothing,
    office: {
      // Deleted with whoever is erased, and put back when that is undone.
      whole: ['select', 'insert', 'delete'],
      parts: {
        update: part(
          'claimed_by claimed_at snoozed_until',
          'id blind_index sealed_phone sealed_state language is_language_guessed time_zone heard_at stopped_at nudged_at channel',
        ),
      },
    },
    worker: all,
  },
  canned_reply: { web: nothing, office: keep, worker: copy },
  thread_note: { web: nothing, office: all, worker: all },

  // What comes back. Web only adds to the intake.
  mail_arrival: { web: nothing, office: nothing, worker: all },
  soft_bounce: { web: nothing, office: read, worker: all },
  mailbox_standing: { web: nothing, office: read, worker: keep },
  mail_report: { web: nothing, office: nothing, worker: all },
  mail_feed: {
    web: nothing,
    office: {
      whole: ['select'],
      parts: { update: part('wanted_at wanted_by', 'topic provider confirm_url asked_at confirmed_at failure') },
    },
    worker: all,
  },
  mail_domain_check: {
    web: nothing,
    office: {
      whole: ['select'],
      parts: { update: part('next_check_at', 'only_one domain lines checked_at') },
    },
    worker: all,
  },
  text_registration: { web: nothing, office: keep, worker: copy },
  response_question: { web: nothing, office: read, worker: all },
  text_to_read: { web: nothing, office: keep, worker: keep },
  provider_event: {
    web: { whole: [], parts: { select: part('sid seen_at', 'kind removed_at') } },
    office: nothing,
    worker: all,
  },

  // Calls. Web answers the provider's questions, so it takes lines and counts callers by their marks.
  bridge_call: {
    web: {
      whole: [],
      parts: {
        select: part(
          'id advocacy_campaign_id post_ids language area state',
          'blind_index sealed_phone source way failure code_attempts provider_id asked_at proven_at claimed_at ended_at seconds removed_at time_zone',
        ),
      },
    },
    office: {
      whole: [],
      parts: {
        select: part(
          'id advocacy_campaign_id post_ids language area source way state failure code_attempts provider_id asked_at proven_at claimed_at ended_at seconds removed_at time_zone',
          'blind_index sealed_phone',
        ),
      },
    },
    worker: all,
  },
  code_call: {
    web: {
      whole: [],
      parts: {
        select: part(
          'bridge_call_id state',
          'failure provider_id due_at claimed_at asked_at ended_at seconds removed_at',
        ),
      },
    },
    office: read,
    worker: all,
  },
  call_in: { web: add, office: nothing, worker: all },
  call_in_key: { web: add, office: nothing, worker: all },
  call_leg: {
    web: {
      whole: ['select', 'insert'],
      parts: {
        update: part(
          'free_at reserved_micros',
          'call_sid position advocacy_campaign_id post_id organization_id contact_detail_id begun_at status pressed is_machine seconds',
        ),
      },
    },
    office: read,
    worker: all,
  },

  // Money. Web asks whether a call may still be connected.
  spend: {
    web: { whole: [], parts: { select: part('day way campaign_id micros', 'units') } },
    office: read,
    worker: keep,
  },
  money_limit: {
    web: { whole: [], parts: { select: part('way campaign_id day_micros', 'changed_at') } },
    office: all,
    worker: read,
  },
  money_alert: { web: nothing, office: read, worker: add },

  // What is published, and the drafts behind it.
  campaign: {
    web: read,
    office: keep,
    // The worker locks a campaign while it forgets its people. That takes the right to change a column; this one decides nothing.
    worker: {
      whole: ['select'],
      parts: {
        update: part(
          'created_at',
          'id slug state name summary story colour closes_at updated_at group_id archived_at ending_changed_at ends_at revision sections',
        ),
      },
    },
  },
  petition: { web: read, office: all, worker: read },
  petition_draft: { web: nothing, office: all, worker: copy },
  petition_revision: { web: nothing, office: all, worker: copy },
  removed_page: { web: read, office: all, worker: read },
  petition_update: { web: read, office: all, worker: read },
  petition_total: { web: read, office: keep, worker: keep },
  tally: { web: read, office: all, worker: all },
  tally_by: { web: nothing, office: all, worker: all },
  milestone: { web: nothing, office: keep, worker: keep },
  delivery: { web: nothing, office: all, worker: { whole: ['select', 'update'], parts: {} } },
  picture: {
    web: { whole: [], parts: { select: part('id bytes', 'width height created_by created_at') } },
    office: add,
    worker: read,
  },
  advocacy_campaign: { web: read, office: all, worker: read },
  advocacy_draft: { web: nothing, office: all, worker: copy },
  advocacy_revision: { web: nothing, office: all, worker: copy },
  advocacy_target: { web: read, office: all, worker: read },
  keyword: {
    web: {
      whole: [],
      parts: {
        select: part(
          'word language petition_id advocacy_campaign_id welcome created_at thanks ended dropped_at',
          'group_id',
        ),
      },
    },
    office: all,
    worker: read,
  },
  source_code: { web: nothing, office: all, worker: copy },
  outreach_tally: { web: read, office: all, worker: all },
  editing_lock: { web: nothing, office: all, worker: copy },
  forgetting_notice: { web: nothing, office: read, worker: add },

  // A campaign's story: public once published. Pages of documents are written by the worker, which reads their files.
  story_draft: { web: nothing, office: all, worker: copy },
  story_revision: { web: nothing, office: all, worker: read },
  timeline_entry: { web: read, office: all, worker: read },
  court_case: { web: read, office: all, worker: read },
  news_item: { web: read, office: all, worker: read },
  meeting: { web: read, office: all, worker: read },
  document_collection: { web: read, office: all, worker: read },
  document: {
    web: {
      whole: [],
      parts: {
        select: part(
          'id campaign_id collection_id slug state content dated_on language sha256 bytes pages reading created_at updated_at',
          'revision pages_read failure findings findings_accepted_by findings_accepted_at created_by file_work kept_sha256 read_failures read_again_at',
        ),
      },
    },
    office: all,
    worker: all,
  },
  document_page: { web: read, office: all, worker: all },
  // Web asks the homes which video they show. The worker deletes those that none does.
  video: { web: nothing, office: keep, worker: rights('select', 'update', 'delete') },
  broadcast: { web: nothing, office: all, worker: rights('select', 'update', 'delete') },
  broadcast_wave: { web: nothing, office: all, worker: all },
  mail_pace: { web: nothing, office: keep, worker: read },
  mail_pace_day: { web: nothing, office: read, worker: all },
  mail_domain_hour: { web: nothing, office: copy, worker: all },
  policy_kind: { web: read, office: keep, worker: read },
  policy: { web: read, office: all, worker: all },
  policy_import: { web: nothing, office: all, worker: keep },
  policy_import_row: { web: nothing, office: all, worker: all },
  link_check: { web: read, office: keep, worker: all },
  // The site counts those that wait, and reads none.
  campaign_request: {
    web: {
      whole: [],
      parts: {
        select: part(
          'id state',
          'campaign_id division_id sealed language made_campaign_id asked_at decided_by decided_at',
        ),
      },
    },
    office: keep,
    worker: all,
  },
  // The office takes out what it takes down.
  search_entry: { web: read, office: rights('select', 'delete'), worker: all },

  // Officials and places: public, with their sources. The office removes what an import added when that is undone.
  division: { web: read, office: all, worker: keep },
  division_alias: { web: nothing, office: read, worker: read },
  zip_code: { web: read, office: read, worker: read },
  boundary: {
    web: {
      whole: [],
      parts: { select: part('division_id geometry source_url checked_on xmin', 'uploaded_by') },
    },
    office: keep,
    worker: read,
  },
  boundary_upload: { web: nothing, office: all, worker: copy },
  organization: { web: read, office: all, worker: keep },
  post: { web: read, office: all, worker: keep },
  official: { web: read, office: all, worker: keep },
  membership: { web: read, office: all, worker: keep },
  contact_detail: {
    web: {
      whole: [],
      parts: {
        select: part(
          'id post_id organization_id official_id kind value extension note source_url checked_on status status_reason',
          'status_at before_confirmed',
        ),
      },
    },
    office: all,
    worker: keep,
  },
  contact_report: {
    web: {
      whole: [],
      parts: {
        select: part(
          'id post_id division_id contact_detail_id what origin reported_at handled_at',
          'sealed_note handled_by',
        ),
      },
    },
    office: keep,
    worker: keep,
  },
  post_power: { web: read, office: all, worker: read },
  roster_import: { web: nothing, office: all, worker: keep },
  roster_import_row: { web: nothing, office: all, worker: all },

  // Who works in the office, and what lets them in. The worker writes their mail, copies
  // these tables into the encrypted daily backup, and may let nobody in.
  member_group: {
    web: {
      whole: [],
      parts: {
        select: part(
          'id kind name town counties time_zone logo logo_alt contact_mail contact_phone',
          'parent_id areas created_at language sender_name hotline edits_directory colour postal_address',
        ),
      },
    },
    office: {
      whole: ['select', 'insert', 'delete'],
      parts: {
        update: part(
          'name town time_zone language sender_name hotline edits_directory logo logo_alt colour contact_mail contact_phone postal_address',
          'id parent_id kind areas created_at counties',
        ),
      },
    },
    worker: read,
  },
  group_sender: {
    web: nothing,
    office: all,
    worker: {
      whole: ['select'],
      parts: {
        update: part('next_check_at checked_at lines is_aligned accepted_at', 'group_id address confirmed_at asked_at'),
      },
    },
  },
  sender_message: {
    web: nothing,
    office: add,
    worker: { whole: ['select'], parts: { update: part('said', 'message_id group_id') } },
  },
  address_change: { web: nothing, office: keep, worker: rights('select', 'delete') },
  organizer: { web: nothing, office: keep, worker: copy },
  undoable_change: { web: nothing, office: all, worker: rights('select', 'delete') },
  organizer_digest: { web: nothing, office: add, worker: all },
  organizer_role: { web: nothing, office: all, worker: read },
  organizer_session: { web: nothing, office: all, worker: copy },
  invitation: { web: nothing, office: keep, worker: copy },
  access_link: { web: nothing, office: keep, worker: rights('select', 'delete') },
  passkey: { web: nothing, office: all, worker: copy },
  passkey_challenge: { web: nothing, office: all, worker: copy },
  recovery_code: { web: nothing, office: all, worker: copy },
  recovery_attempt: { web: nothing, office: keep, worker: rights('select', 'delete') },
  sign_in_attempt: { web: nothing, office: keep, worker: rights('select', 'update', 'delete') },
  export: { web: nothing, office: keep, worker: { whole: ['select', 'update'], parts: {} } },
  export_chunk: { web: nothing, office: rights('select', 'delete'), worker: all },
  // Nobody who works for Firme may change the ledger; a trigger refuses it to the owner too.
  audit: { web: nothing, office: add, worker: add },

  // The installation. Web has the public halves of the keys only.
  vault_key: {
    web: {
      whole: [],
      parts: {
        select: part(
          'id campaign_id public_key',
          'wrapped_private_key wrapped_data_key wrapped_token_key created_at token_key_renewed_at',
        ),
      },
    },
    office: keep,
    worker: { whole: ['select', 'update'], parts: {} },
  },
  backup_run: { web: nothing, office: read, worker: all },
  erased_row: { web: nothing, office: keep, worker: all },
  maintenance_run: {
    web: { whole: [], parts: { select: part('job ran_at result', 'id') } },
    office: rights('select', 'insert', 'delete'),
    worker: rights('select', 'insert', 'delete'),
  },
  stop_switch: {
    web: { whole: [], parts: { select: part('name is_on', 'changed_by changed_at') } },
    office: { whole: ['select', 'update'], parts: {} },
    worker: { whole: ['select', 'update'], parts: {} },
  },
  kysely_migration: { web: read, office: read, worker: read },
  kysely_migration_lock: { web: nothing, office: nothing, worker: nothing },
}

/** Views, which read with their owner's rights. */
export const viewGrants: Record<string, readonly ProcessRole[]> = {
  shown_name: ['web', 'office', 'worker'],
  signed_here: ['web', 'office', 'worker'],
  shown_delivery: ['web', 'office', 'worker'],
  office_response: ['web', 'office', 'worker'],
}

const every = processRoles
/** Functions and who may call them. Those about a link or an own page answer only who knows its token. */
export const functionGrants: Record<string, readonly ProcessRole[]> = {
  'confirmation_of_link(bytea)': every,
  'contact_change_of_link(bytea)': every,
  'letter_of_link(bytea)': every,
  'office_of_link(bytea)': every,
  'own_page_of_link(bytea)': every,
  'own_page_link(bytea)': every,
  'open_own_page(bytea, bytea, timestamptz)': every,
  'close_own_page(bytea, timestamptz)': every,
  'own_page_of_session(bytea, timestamptz)': every,
  'subscriptions_of_session(bytea, timestamptz)': every,
  'subscription_of_link(bytea)': every,
  'response_question_of_link(bytea)': every,
  'queue_health(timestamptz, boolean)': every,
  'refusing_providers(timestamptz, integer)': every,
  'texts_open_at(timestamptz, text)': every,
  'out_of_money(text, bigint, timestamptz)': every,
  'site_day(timestamptz)': every,
  'plain_text(text)': every,
  'fact_code(text)': ['office', 'worker'],
  'fact_day(date)': ['office', 'worker'],
  'field_sorts(text)': ['office', 'worker'],
  'refresh_person_facts(uuid[])': ['office', 'worker'],
  'is_known_without_signature(uuid)': ['office', 'worker'],
  'web_turn(text)': ['web'],
  'forget_call_ins(timestamptz)': ['web', 'worker'],
  'audit_hash(audit)': ['office', 'worker'],
  // Triggers run without this right; nobody may call them.
  'chain_audit()': [],
  'imported_person_facts()': [],
  'signature_facts_insert()': [],
  'signature_facts_update()': [],
  'signature_facts_delete()': [],
  'subscription_facts_insert()': [],
  'subscription_facts_update()': [],
  'subscription_facts_delete()': [],
  'consent_facts_insert()': [],
  'consent_facts_update()': [],
  'consent_facts_delete()': [],
  'outreach_facts_insert()': [],
  'outreach_facts_update()': [],
  'outreach_facts_delete()': [],
  'letter_facts_insert()': [],
  'letter_facts_update()': [],
  'letter_facts_delete()': [],
  'person_tag_facts_insert()': [],
  'person_tag_facts_update()': [],
  'person_tag_facts_delete()': [],
  'person_facts_update()': [],
  'chapter_facts()': [],
  'note_ladder_acts(uuid[], text[], uuid[], text[])': [],
  'ladder_hears(text[])': [],
  'note_signatures()': [],
  'note_confirmations()': [],
  'note_letters()': [],
  'note_confirmed_letters()': [],
  'note_texts()': [],
  'note_calls()': [],
  'note_subscriptions()': [],
  'note_begun_subscriptions()': [],
  'note_tags()': [],
  'refuse_change()': [],
}

/** The statements that give a process its rights and no others. They need the tables to exist. */
export function grantStatements(role: ProcessRole): string[] {
  const name = databaseRole(role)
  return [
    `revoke all on all tables in schema public from ${name}`,
    `revoke all on all sequences in schema public from ${name}`,
    `revoke all on all functions in schema public from ${name}`,
    ...Object.entries(grants).flatMap(([table, by]) => tableStatements(table, by[role], name)),
    // Where the numbers stand is part of a backup.
    ...(role === 'worker' ? [`grant select on all sequences in schema public to ${name}`] : []),
    ...Object.entries(viewGrants).flatMap(([view, roles]) =>
      roles.includes(role) ? [`grant select on public.${view} to ${name}`] : [],
    ),
    ...Object.entries(functionGrants).flatMap(([signature, roles]) =>
      roles.includes(role) ? [`grant execute on function public.${signature} to ${name}`] : [],
    ),
  ]
}

function tableStatements(table: string, { whole, parts }: Rights, name: string): string[] {
  return [
    ...(whole.length > 0 ? [`grant ${whole.join(', ')} on public.${table} to ${name}`] : []),
    ...Object.entries(parts).map(
      ([verb, { columns }]) =>
        `grant ${verb} (${columns.map((column) => `"${column}"`).join(', ')}) on public.${table} to ${name}`,
    ),
  ]
}

/**
 * Gives each process the rights of the declaration above, in one transaction. Roles that do not exist are left out: then
 * all processes share one account.
 *
 * @throws when the account does not own the tables
 */
export async function applyGrants(db: Db): Promise<void> {
  const existing = await existingRoles(db)
  if (existing.length === 0) return
  await db.transaction().execute(async (trx) => {
    // Two processes that start together would change the same rows of the catalog.
    await sql`select pg_advisory_xact_lock(hashtext('firme grants'))`.execute(trx)
    await sql`revoke all on all functions in schema public from public`.execute(trx)
    // One round trip: without parameters the server takes many statements at once.
    await sql.raw(existing.flatMap(grantStatements).join(';\n')).execute(trx)
  })
}

async function existingRoles(db: Db): Promise<ProcessRole[]> {
  const { rows } = await sql<{ rolname: string }>`select rolname from pg_roles where rolname like 'firme_%'`.execute(db)
  return processRoles.filter((role) => rows.some(({ rolname }) => rolname === databaseRole(role)))
}
