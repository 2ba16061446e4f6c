import { sql } from 'kysely'
import { placedCalls } from '~/actions/calls/bridge/placed-calls'
import { readMoney, standing, usualMoney } from '~/channels/money/limits.server'
import type { Office } from '~/office/guard/guard.server'
import { unfinishedImports } from '~/office/people/imports/imports.server'
import { countHeldDeletions } from '~/queue/intake/held-deletions.server'
import {
  type BackupNeed,
  type BackupStanding,
  backupNeed,
  readBackupStanding,
} from '~/vault/backups/backup-runs.server'
import { type Cries, readCries } from './cries.server'
import { type ListSetAside, listsSetAside } from './lists-set-aside.server'
import { type MailNeeds, readMailNeeds } from './mail-needs.server'
import type { Few } from './today.server'

/** Counts of what needs attention in the office, besides what the frame of every page counts (`Waiting`). */
export interface Needs {
  /** People in danger who asked for help by text. */
  cries: Cries
  /** Lists of people that are deleted unless somebody finishes them. */
  unfinished: Awaited<ReturnType<typeof unfinishedImports>>
  /** Messages of the last seven days that failed or were not delivered. */
  failing: number
  unknown: number
  /** Drafts of copied campaigns that cannot open: no official is on file for them. */
  unaddressed: number
  /** Tasks that ladders have left. */
  tasks: number
  /** Campaigns that nobody outside the office can see until somebody publishes them. */
  draftCampaigns: { id: string; name: string }[]
  /** Daily spending limits that are reached, and those that nearly are. */
  moneySpent: number
  moneyNear: number
  /** Deletions that wait for the end of a legal hold; only for who may lift it. */
  deletions: number
  /** What holds mail up. */
  mail: MailNeeds
  /** Lists that the worker failed on, and set aside. */
  lists: Few<ListSetAside>
  /** Only for owners of the network. */
  backups: { need: BackupNeed | null; last: string | null; lastDrill: string | null } | null
}

/** What needs this organizer's attention, in their groups. */
export async function readNeeds(office: Office): Promise<Needs> {
  const held = office.groupsWith('review-held')
  // Messages without a campaign, such as help for an unknown phone, are shown to everybody who reviews any group.
  const isOurs = sql`(message.campaign_id in (select campaign_id from petition where group_id = any(${held}::uuid[]) union select campaign_id from advocacy_campaign where group_id = any(${held}::uuid[]))
    or (message.campaign_id is null and cardinality(${held}::uuid[]) > 0))`
  const { rows } = await sql<Pick<Needs, 'failing' | 'unknown' | 'unaddressed' | 'tasks'>>`
    select
      (select count(*) from message where state in ('failed', 'undelivered') and created_at > ${office.now}::timestamptz - interval '7 days' and ${isOurs})::integer as failing,
      ((select count(*) from message where state = 'unknown' and ${isOurs})
        + (select count(*) from ${placedCalls} as placed join advocacy_campaign as action on action.id = advocacy_campaign_id where placed.state = 'unknown' and action.group_id = any(${held}::uuid[])))::integer as unknown,
      (select count(*) from advocacy_campaign as action join campaign_request on made_campaign_id = action.campaign_id join campaign on campaign.id = action.campaign_id
        where action.state = 'draft' and campaign.state <> 'archived' and action.targeting ->> 'how' = 'posts' and action.group_id = any(${office.groupsWith('publish')}::uuid[])
          and not exists (select from advocacy_target where advocacy_campaign_id = action.id))::integer as unaddressed,
      (select count(*) from ladder_task join ladder on ladder.id = ladder_id join campaign on campaign.id = ladder.campaign_id
        where done_at is null and campaign.group_id = any(${office.groupsWith('see-people')}::uuid[]))::integer as tasks
  `.execute(office.db)
  const money = (await readMoney(office.db, usualMoney(office.env.prices), office.lang, office.now)).map(standing)
  const mail = held.length > 0 ? await readMailNeeds(office, isOurs) : { pause: null, domains: [], deferred: 0 }
  return {
    ...rows[0]!,
    draftCampaigns: await draftCampaigns(office),
    cries: await readCries(office),
    unfinished: await unfinishedImports(office),
    mail,
    lists: await listsSetAside(office),
    deletions: office.groupsWith('switches').length > 0 ? await countHeldDeletions(office.db, office.now) : 0,
    backups: office.groupsWith('switches').length > 0 ? backupsOf(office, await readBackupStanding(office.db)) : null,
    moneySpent: money.filter((one) => one === 'spent').length,
    moneyNear: money.filter((one) => one === 'near').length,
  }
}

async function draftCampaigns({ db, lang, groupsWith }: Office): Promise<Needs['draftCampaigns']> {
  const rows = await db
    .selectFrom('campaign')
    .select(['id', 'name'])
    .where('state', '=', 'draft')
    .where('group_id', '=', sql<string>`any(${groupsWith('publish')}::uuid[])`)
    .orderBy('created_at')
    .execute()
  return rows.map(({ id, name }) => ({ id, name: name[lang] }))
}

/** On a machine of one's own, where nothing is backed up, nothing is asked for either. */
function backupsOf({ env, now }: Office, standing: BackupStanding): Needs['backups'] {
  const isExpected = env.isProduction || env.backup.dir !== null || standing.backup.lastTry !== null
  return {
    need: isExpected ? backupNeed(standing, env.backup.dir !== null, now) : null,
    last: standing.backup.lastGood?.toISOString() ?? null,
    lastDrill: standing.drill.lastGood?.toISOString() ?? null,
  }
}
