import { setTimeout as sleep } from 'node:timers/promises'
import { type Migration, type MigrationProvider, Migrator, sql } from 'kysely'
import type { Db } from './client'
import { applyGrants } from './grants'
import { buildIndexes, missingIndexes } from './indexes'
import * as groundFloor from './migrations/001-ground-floor'
import * as office from './migrations/002-office'
import * as officeMore from './migrations/003-office-more'
import * as whoDecides from './migrations/004-who-decides'
import * as advocacy from './migrations/005-advocacy'
import * as gateways from './migrations/006-gateways'
import * as voice from './migrations/007-voice'
import * as replies from './migrations/008-replies'
import * as actions from './migrations/009-actions'
import * as leanOutbox from './migrations/010-lean-outbox'
import * as officeTexts from './migrations/011-office-texts'
import * as fairOutbox from './migrations/012-fair-outbox'
import * as secondThoughts from './migrations/013-second-thoughts'
import * as drawnBoundaries from './migrations/014-drawn-boundaries'
import * as linesOfLists from './migrations/015-lines-of-lists'
import * as openKinds from './migrations/016-open-kinds'
import * as campaignOfMessage from './migrations/017-campaign-of-message'
import * as nameSlot from './migrations/018-name-slot'
import * as rowsThatOpen from './migrations/019-rows-that-open'
import * as backups from './migrations/020-backups'
import * as ownPageOpenedOnce from './migrations/021-own-page-opened-once'
import * as accounts from './migrations/022-accounts'
import * as markedPasswords from './migrations/023-marked-passwords'
import * as story from './migrations/024-story'
import * as documents from './migrations/025-documents'
import * as policies from './migrations/027-policies'
import * as spanishEndings from './migrations/028-spanish-endings'
import * as guard from './migrations/030-guard'
import * as sealedPlaces from './migrations/032-sealed-places'
import * as towns from './migrations/036-towns'
import * as videosAndBroadcasts from './migrations/037-videos-and-broadcasts'
import * as groupsAndTheirPeople from './migrations/039-groups-and-their-people'
import * as listsOfPeople from './migrations/040-lists-of-people'
import * as vacantPosts from './migrations/041-vacant-posts'
import * as releasedSignatures from './migrations/042-released-signatures'
import * as threads from './migrations/043-threads'
import * as unfinishedLists from './migrations/050-unfinished-lists'
import * as listsSetAside from './migrations/053-lists-set-aside'
import * as groupsThatPropose from './migrations/054-groups-that-propose'
import * as correctedContacts from './migrations/055-corrected-contacts'
import * as groupsOfTheirOwn from './migrations/056-groups-of-their-own'
import * as sourceCodes from './migrations/057-source-codes'
import * as daysInTheNetworksZone from './migrations/059-days-in-the-networks-zone'
import * as nothingLost from './migrations/060-nothing-lost'
import * as subscriptions from './migrations/061-subscriptions'
import * as tagsAndStopsTold from './migrations/062-tags-and-stops-told'
import * as segments from './migrations/063-segments'
import * as broadcasts from './migrations/064-broadcasts'
import * as ladders from './migrations/065-ladders'
import * as whatComesBack from './migrations/066-what-comes-back'
import * as dayOnTheSheet from './migrations/067-the-day-on-the-sheet'
import * as peopleWithoutASignature from './migrations/068-people-without-a-signature'
import * as writers from './migrations/069-writers'
import * as fieldsOfLists from './migrations/073-fields-of-lists'

/** Every migration, in order. A new one needs a new file and a new line here; never edit one that has run. */
const migrations: Record<string, Migration> = {
  '001-ground-floor': groundFloor,
  '002-office': office,
  '003-office-more': officeMore,
  '004-who-decides': whoDecides,
  '005-advocacy': advocacy,
  '006-gateways': gateways,
  '007-voice': voice,
  '008-replies': replies,
  '009-actions': actions,
  '010-lean-outbox': leanOutbox,
  '011-office-texts': officeTexts,
  '012-fair-outbox': fairOutbox,
  '013-second-thoughts': secondThoughts,
  '014-drawn-boundaries': drawnBoundaries,
  '015-lines-of-lists': linesOfLists,
  '016-open-kinds': openKinds,
  '017-campaign-of-message': campaignOfMessage,
  '018-name-slot': nameSlot,
  '019-rows-that-open': rowsThatOpen,
  '020-backups': backups,
  '021-own-page-opened-once': ownPageOpenedOnce,
  '022-accounts': accounts,
  '023-marked-passwords': markedPasswords,
  '024-story': story,
  '025-documents': documents,
  '027-policies': policies,
  '028-spanish-endings': spanishEndings,
  '030-guard': guard,
  '032-sealed-places': sealedPlaces,
  '036-towns': towns,
  '037-videos-and-broadcasts': videosAndBroadcasts,
  '039-groups-and-their-people': groupsAndTheirPeople,
  '040-lists-of-people': listsOfPeople,
  '041-vacant-posts': vacantPosts,
  '042-released-signatures': releasedSignatures,
  '043-threads': threads,
  '050-unfinished-lists': unfinishedLists,
  '053-lists-set-aside': listsSetAside,
  '054-groups-that-propose': groupsThatPropose,
  '055-corrected-contacts': correctedContacts,
  '056-groups-of-their-own': groupsOfTheirOwn,
  '057-source-codes': sourceCodes,
  '059-days-in-the-networks-zone': daysInTheNetworksZone,
  '060-nothing-lost': nothingLost,
  '061-subscriptions': subscriptions,
  '062-tags-and-stops-told': tagsAndStopsTold,
  '063-segments': segments,
  '064-broadcasts': broadcasts,
  '065-ladders': ladders,
  '066-what-comes-back': whatComesBack,
  '067-the-day-on-the-sheet': dayOnTheSheet,
  '068-people-without-a-signature': peopleWithoutASignature,
  '069-writers': writers,
  '073-fields-of-lists': fieldsOfLists,
}

/** How long migrations wait for locks. */
interface LockPatience {
  /** Milliseconds to wait for one lock. Everybody else queues behind a migration that waits for a table. */
  each: number
  /** Milliseconds between attempts, in which the others get through. */
  pause: number
  attempts: number
}

/** About twenty minutes: as long as a backup may read a large table. */
const lockPatience: LockPatience = { each: 2_000, pause: 10_000, attempts: 100 }

/**
 * Brings the schema up to date, all or nothing, then rights and added indexes. Safe to call from several processes at
 * once (Kysely takes a lock). When a long-running query holds a table, gives way to everybody who would have to wait
 * behind the migration, and tries again.
 *
 * Two that were written side by side may have run in either order: one that came later with a lower number runs now.
 *
 * @param older to get an older schema: the last one to run, or the names of those to run and of no other; default: all
 * @returns the names of the migrations that ran now
 * @throws the database's error when a migration fails; the schema is then unchanged
 */
export async function migrate(db: Db, older?: string | readonly string[], patience = lockPatience): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    const provider = providerOf(Object.keys(migrations).filter(isOf(older)), patience.each)
    const { error, results } = await new Migrator({ db, provider, allowUnorderedMigrations: true }).migrateToLatest()
    if (!error) {
      // A database as it once was lacks tables that the grants and indexes name.
      if (!older) {
        await applyGrants(db)
        await buildIndexes(db)
      }
      return (results ?? []).filter((one) => one.status === 'Success').map((one) => one.migrationName)
    }
    if ((error as { code?: unknown }).code !== lockNotAvailable || attempt >= patience.attempts) throw error
    if (attempt === 1) process.stderr.write(`${waiting}\n`)
    await sleep(patience.pause)
  }
}

const waiting = 'A long-running query holds a table that the upgrade changes; trying again until it has ended.'
/** SQLSTATE. */
const lockNotAvailable = '55P03'

function isOf(older: string | readonly string[] | undefined): (name: string) => boolean {
  if (older === undefined) return () => true
  return typeof older === 'string' ? (name) => name <= older : (name) => older.includes(name)
}

/** These migrations, each with a limit on waiting for locks until the end of its transaction. */
function providerOf(names: string[], milliseconds: number): MigrationProvider {
  const limited = ({ up }: Migration): Migration => ({
    async up(db) {
      await sql`set local lock_timeout = ${sql.lit(milliseconds)}`.execute(db)
      await up(db)
    },
  })
  return {
    getMigrations: async () => Object.fromEntries(names.map((name) => [name, limited(migrations[name]!)])),
  }
}

/** Names of migrations that the database has not run yet. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const provider: MigrationProvider = { getMigrations: async () => migrations }
  const known = await new Migrator({ db, provider, allowUnorderedMigrations: true }).getMigrations()
  return known.filter((migration) => !migration.executedAt).map((migration) => migration.name)
}

/** Names of what statements would fail without: migrations that have not run, or else unique indexes that are missing. */
export async function missingFromSchema(db: Db): Promise<string[]> {
  const pending = await pendingMigrations(db)
  return pending.length > 0 ? pending : (await missingIndexes(db)).unique
}

/** The first of these migrations that this code does not know, or null. @param ran names of what has run somewhere else */
export function unknownMigration(ran: readonly string[]): string | null {
  return ran.find((name) => !(name in migrations)) ?? null
}
