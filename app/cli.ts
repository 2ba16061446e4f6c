import { type Command, say, tryAgain, Wrong, withDb } from './commands/command.server'
import { readEnv } from './env.server'
import { explain } from './explain.server'
import type { ProcessRole } from './keeper'

/** Loaded when one of their commands is run: each brings much that the others do not need. */
const load = {
  archive: () => import('./commands/archive.server'),
  backup: () => import('./commands/backup.server'),
  data: () => import('./commands/data.server'),
  drill: () => import('./commands/restore-drill.server'),
  grant: () => import('./commands/grant.server'),
  lists: () => import('./commands/lists.server'),
  reset: () => import('./commands/reset.server'),
  restore: () => import('./commands/restore.server'),
  upkeep: () => import('./commands/upkeep.server'),
}

const commands: Record<string, Command> = {
  start: {
    usage: 'start [web|office|worker …]',
    most: 3,
    says: 'start Firme, or only these roles',
    run: async (env, args) => void (await (await import('./main')).startRoles(env, args.map(roleOf))),
  },
  migrate: {
    usage: 'migrate',
    says: 'bring the database up to date',
    run: withDb(async (db, env) => (await load.data()).runMigrate(db, env)),
  },
  grant: {
    usage: 'grant [DATABASE]',
    most: 1,
    says: 'print the SQL that gives each process a role of its own, on a PostgreSQL of yours',
    run: async (env, [database]) => (await load.grant()).runGrant(env, database),
  },
  seed: {
    usage: 'seed [--signatures N]',
    most: 2,
    says: 'put the demo campaign into an empty database, and N made-up private signatures',
    run: withDb(async (...given) => (await load.data()).seed(...given)),
  },
  doctor: {
    usage: 'doctor',
    says: 'check everything that can be wrong, and say how to fix it',
    run: async (env) => (await load.upkeep()).runDoctor(env),
  },
  'what-we-hold': {
    usage: 'what-we-hold',
    says: 'every stored personal column: purpose, kept until, who can open it',
    run: withDb(async (db) => say(await (await import('./people/what-we-hold.server')).whatWeHold(db))),
  },
  recount: {
    usage: 'recount',
    says: 'recount signatures and outreach, and fix totals that are off',
    run: withDb(async (db) => (await load.data()).runRecount(db)),
  },
  held: {
    usage: 'held [release PETITION REASON]',
    most: 3,
    says: 'list signatures that wait for a review, or let them count',
    run: withDb(async (...given) => (await load.upkeep()).runHeld(...given)),
  },
  stop: {
    usage: 'stop mail|sms|calls|read-only|legal-hold',
    most: 1,
    says: 'stop mail, texts, calls, all new submissions, or all deleting: at once, everywhere',
    run: withDb(async (db, _, [name]) => (await load.upkeep()).runSwitch(db, name, true)),
  },
  'go-on': {
    usage: 'go-on mail|sms|…',
    most: 1,
    says: 'undo a stop',
    run: withDb(async (db, _, [name]) => (await load.upkeep()).runSwitch(db, name, false)),
  },
  purge: {
    usage: 'purge [--dry-run]',
    most: 1,
    says: 'forget the people of campaigns that closed long ago, or only list them',
    run: withDb(async (...given) => (await load.upkeep()).runPurge(...given)),
  },
  'owner-link': {
    usage: 'owner-link',
    says: 'make a link for one more owner of the network',
    run: withDb(async (db, env) => (await load.upkeep()).runOwnerLink(db, env)),
  },
  backup: {
    usage: 'backup FILE [--with-keyring]',
    most: 2,
    says: 'write the whole database and the files of documents into one encrypted file, while everything goes on',
    run: async (...given) => (await load.backup()).runBackup(...given),
  },
  restore: {
    usage: 'restore FILE',
    most: 1,
    says: 'bring a backup back, into an empty place; then update it to this version',
    run: async (...given) => (await load.restore()).runRestore(...given),
  },
  'restore-drill': {
    usage: 'restore-drill FILE',
    most: 1,
    says: 'prove that a backup comes back, in a database of its own that is dropped again',
    run: async (...given) => (await load.drill()).runDrill(...given),
  },
  audit: {
    usage: 'audit verify',
    most: 1,
    says: "verify the office's activity log, line by line",
    run: withDb(async (...given) => (await load.upkeep()).runAudit(...given)),
  },
  archive: {
    usage: 'archive CAMPAIGN DIR',
    most: 2,
    says: 'write the public pages of a campaign as files that any web server can show, without anybody who signed',
    run: withDb(async (...given) => (await load.archive()).runArchive(...given)),
  },
  zip: {
    usage: 'zip import-hud FILE',
    most: 2,
    says: "take HUD's crosswalk of ZIPs and counties (CSV or XLSX): order and shares",
    run: withDb(async (...given) => (await load.lists()).runZip(...given)),
  },
  places: {
    usage: 'places import FILE',
    most: 2,
    says: 'take cities and towns from the official list of Open Civic Data ids (CSV)',
    run: withDb(async (...given) => (await load.lists()).runPlaces(...given)),
  },
  'take-bounce': {
    usage: 'take-bounce < FILE',
    says: 'take in a bounced mail from a mail server’s pipe',
    failsWith: tryAgain,
    run: withDb(async (db, env) => (await load.data()).takeBounce(db, env)),
  },
  structure: {
    usage: 'structure',
    says: "print the database's schema on one page, as in db/structure.sql",
    run: withDb(async (db) => say(await (await import('#db/structure')).describeStructure(db))),
  },
  reset: {
    usage: 'reset [--yes]',
    most: 1,
    says: 'delete the local data folder: database, keyring, captured mail; asks first',
    run: async (...given) => (await load.reset()).runReset(...given),
  },
  build: {
    usage: 'build',
    says: 'build the program and its pages, if they have changed; start does so too',
    // The launcher has built before it called us.
    run: async () => say('Built.'),
  },
  help: { usage: 'help', says: 'show this list', run: async () => say(helpText()) },
}

/**
 * Runs one command. Errors are printed as a sentence, bugs with their stack; the exit code is 1, or the command's
 * `failsWith` for failures that may be temporary.
 */
export async function cli([given = 'help', ...args]: string[]): Promise<void> {
  const name = asksForHelp(given) ? 'help' : given
  const command = commands[name]
  try {
    if (!command) throw new Wrong(`There is no command ${name}.\n\n${helpText()}`)
    if (args.some(asksForHelp)) return say(`npx firme ${command.usage}\n  ${command.says}`)
    if (args.length > (command.most ?? 0)) throw new Wrong(`Usage: npx firme ${command.usage}`)
    await command.run(readEnv(), args)
  } catch (error) {
    process.stderr.write(`${error instanceof Wrong ? error.message : explain(error)}\n`)
    process.exitCode = error instanceof Wrong ? 1 : (command?.failsWith ?? 1)
    if (name === 'start') process.exit(1)
  }
}

const asksForHelp = (word: string) => word === '--help' || word === '-h'

function roleOf(name: string): ProcessRole {
  if (name === 'web' || name === 'office' || name === 'worker') return name
  throw new Wrong(`There is no role ${name}: start takes web, office, worker, or nothing for all three.`)
}

function helpText(): string {
  return ['npx firme …', '', ...Object.values(commands).map(({ usage, says }) => `  ${usage.padEnd(32)} ${says}`)].join(
    '\n',
  )
}
