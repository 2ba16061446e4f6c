import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { type Db, openDatabase } from '#db/client'
import { runningEmbedded, startEmbedded } from '#db/embedded'
import { migrate, pendingMigrations } from '#db/migrate'
import { seedDemo } from '#db/seeds/demo'
import { seedPlaces } from '#db/seeds/places'
import { seedPowers } from '#db/seeds/powers'
import { seedSignatures } from '#db/seeds/signatures'
import { describeStructure } from '#db/structure'
import { listEndings } from '~/actions/kind/campaign-ending.server'
import { recountOutreach } from '~/actions/outreach/recount-outreach.server'
import { listHeld, releaseHeld } from '~/actions/petitions/signatures/held.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { openFileParser } from '~/channels/uploads/file-parser.server'
import { audit, verifyAudit } from '~/office/guard/audit.server'
import { forgetOverdue, listOverdue } from '~/office/people/retention.server'
import { ownerLink } from '~/office/team/invitations.server'
import { importHud } from '~/officials/divisions/lists/import-hud.server'
import { importPlaces } from '~/officials/divisions/lists/import-places.server'
import { readTable, type Table, whyUnread } from '~/officials/divisions/lists/read-table.server'
import { openIntake } from '~/queue/intake/append.server'
import { isPaused, readSwitches, setPaused, switchNames } from '~/queue/outbox/switches.server'
import { mostReturned } from '~/web/site/mail-hook.server'
import { dayOf } from './campaigns/ending'
import { doctor } from './doctor.server'
import { type Env, readEnv } from './env.server'
import type { Role } from './keeper'
import { explain, startRoles } from './main'
import { paths } from './paths'
import { whatWeHold } from './people/what-we-hold.server'
import { deleteData, planReset } from './reset.server'
import type { Keyring } from './vault/keyring'
import { userName } from './vault/keyring-report.server'
import { readKeyring, readOrMakeKeyring } from './vault/keyring-standing.server'
import { keyringWords } from './vault/keyring-words'
import { sealingKey, vaultKeyCreator } from './vault/vault-keys.server'

interface Command {
  /** What it is given, and what it does, for `help`. */
  usage: string
  says: string
  /** Exit code when it went wrong for a reason that may pass; else 1. */
  failsWith?: number
  run: (env: Env, args: string[]) => Promise<void>
}

/** EX_TEMPFAIL: a mail server keeps what it was piping and tries again; after other failures it gives up. */
const tryAgain = 75

const commands: Record<string, Command> = {
  start: {
    usage: 'start [web|office|worker …]',
    says: 'start Firme, or only these roles',
    run: async (env, args) => void (await startRoles(env, args.map(roleOf))),
  },
  migrate: { usage: 'migrate', says: 'bring the database up to date', run: withDb(runMigrate) },
  seed: {
    usage: 'seed [--signatures N]',
    says: 'put the demo campaign into an empty database, and N made-up private signatures',
    run: withDb(seed),
  },
  doctor: { usage: 'doctor', says: 'check everything that can be wrong, and how to mend it', run: runDoctor },
  'what-we-hold': {
    usage: 'what-we-hold',
    says: 'every stored personal column: purpose, kept until, who can open it',
    run: withDb(async (db) => say(await whatWeHold(db))),
  },
  recount: {
    usage: 'recount',
    says: 'count signatures and outreach anew and mend totals that differ',
    run: withDb(runRecount),
  },
  held: {
    usage: 'held [release PETITION REASON]',
    says: 'signatures that wait for somebody to look; let them count',
    run: withDb(runHeld),
  },
  stop: {
    usage: 'stop mail|sms|calls|read-only|legal-hold',
    says: 'stop it at once, everywhere',
    run: withDb((db, _, [name]) => runSwitch(db, name, true)),
  },
  'go-on': {
    usage: 'go-on mail|sms|…',
    says: 'let it go on',
    run: withDb((db, _, [name]) => runSwitch(db, name, false)),
  },
  purge: {
    usage: 'purge [--dry-run]',
    says: 'forget the people of campaigns that closed long ago, or only list them',
    run: withDb(runPurge),
  },
  'owner-link': {
    usage: 'owner-link',
    says: 'a link by which one more owner of the network comes in',
    run: withDb(runOwnerLink),
  },
  audit: { usage: 'audit verify', says: 'reckon the ledger of the office anew, line by line', run: withDb(runAudit) },
  zip: {
    usage: 'zip import-hud FILE',
    says: "take HUD's crosswalk of ZIPs and counties (CSV or XLSX): order and shares",
    run: withDb(runZip),
  },
  places: {
    usage: 'places import FILE',
    says: 'take cities and towns from the official list of Open Civic Data ids (CSV)',
    run: withDb(runPlaces),
  },
  'take-bounce': {
    usage: 'take-bounce < FILE',
    says: 'take in a mail that came back, from a mail server’s pipe',
    failsWith: tryAgain,
    run: withDb(takeBounce),
  },
  structure: {
    usage: 'structure',
    says: "print the database's schema on one page, as in db/structure.sql",
    run: withDb(async (db) => say(await describeStructure(db))),
  },
  reset: {
    usage: 'reset [--yes]',
    says: 'delete the local data folder: database, keyring, captured mail; asks first',
    run: runReset,
  },
  help: { usage: 'help', says: 'this list', run: async () => say(helpText()) },
}

/** Runs one command of the command line; what goes wrong is said in a sentence, with exit code 1. */
export async function cli([name = 'help', ...args]: string[]): Promise<void> {
  const command = commands[name]
  try {
    if (!command) throw new Wrong(`There is no command ${name}.\n\n${helpText()}`)
    await command.run(readEnv(), args)
  } catch (error) {
    process.stderr.write(`${error instanceof Wrong ? error.message : explain(error)}\n`)
    process.exitCode = error instanceof Wrong ? 1 : (command?.failsWith ?? 1)
    if (name === 'start') process.exit(1)
  }
}

/** What was asked for cannot be done; the message says what can. */
class Wrong extends Error {}

function roleOf(name: string): Role {
  if (name === 'web' || name === 'office' || name === 'worker') return name
  throw new Wrong(`There is no role ${name}: start takes web, office, worker, or nothing for all three.`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function helpText(): string {
  return ['npx firme …', '', ...Object.values(commands).map(({ usage, says }) => `  ${usage.padEnd(32)} ${says}`)].join(
    '\n',
  )
}

/** Opens the database for one command: yours, the one that is running, or one that is started for as long as it takes. */
function withDb(work: (db: Db, env: Env, args: string[]) => Promise<void>): Command['run'] {
  return async (env, args) => {
    const running = env.databaseUrl ?? (await runningEmbedded(env.dataDir))
    const started = running ? null : await startEmbedded(env.dataDir)
    const { db } = openDatabase(running ?? started!.url, 2)
    try {
      if (started) await migrate(db)
      await work(db, env, args)
    } finally {
      await db.destroy()
      await started?.stop()
    }
  }
}

async function keyringOf(db: Db, { keyringFile }: Env): Promise<Keyring> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is === 'new') throw new Wrong(`There is no keyring at ${keyringFile} yet: npm start makes it.`)
  if (standing.is !== 'open') throw new Wrong(keyringWords(standing.is, keyringFile, userName()))
  return standing.keyring
}

async function runMigrate(db: Db): Promise<void> {
  const ran = await migrate(db)
  if ((await seedPlaces(db)) === 'seeded') await seedPowers(db)
  say(ran.join('\n') || 'Nothing to do: all migrations have run.')
}

async function seed(db: Db, env: Env, [flag, many]: string[]): Promise<void> {
  await migrate(db)
  if ((await seedPlaces(db)) === 'seeded') await seedPowers(db)
  await readOrMakeKeyring(db, env.keyringFile)
  const keyring = await keyringOf(db, env)
  const outcome = await seedDemo(db, vaultKeyCreator(keyring), new Date())
  say(outcome === 'seeded' ? 'The demo campaign is in.' : 'There is a campaign already; nothing was changed.')
  if (flag === '--signatures') {
    const count = Number(many)
    if (!Number.isInteger(count) || count < 1 || count > 20_000_000 || env.isProduction)
      throw new Wrong('Say how many, 1 to 20,000,000, and not in production: seed --signatures 1000000.')
    const made = await seedSignatures(db, count, new Date())
    await recount(db, { mend: true }, new Date())
    say(`${made} made-up signatures, all private.`)
  }
}

async function runRecount(db: Db): Promise<void> {
  const counted = await recount(db, { mend: true }, new Date())
  for (const { petition, shown, counted: real } of counted)
    say(`${petition.padEnd(40)} ${real}${shown === real ? '' : `   (was shown as ${shown}; mended)`}`)
  if (counted.length === 0) say('There are no petitions.')
  for (const { action, shown, counted: real, isRight } of await recountOutreach(db, { mend: true }))
    say(`${action.padEnd(40)} ${real}${isRight ? '' : `   (was shown as ${shown}; mended)`}`)
}

async function runHeld(db: Db, env: Env, [verb, petition, reason]: string[]): Promise<void> {
  if (verb === 'release') {
    if (!petition || !reason) throw new Wrong('Say which: held release PETITION REASON, as listed by `firme held`.')
    say(`${await releaseHeld(db, await keyringOf(db, env), petition, reason, new Date())} released.`)
    return
  }
  const groups = await listHeld(db)
  if (groups.length === 0) say('No signature is held.')
  for (const group of groups) {
    say(
      `${group.petition}  ${group.reason}  ${group.signatures} signatures, ${group.confirmed} confirmed  ${group.firstAt.toISOString()} to ${group.lastAt.toISOString()}`,
    )
  }
}

async function runPurge(db: Db, env: Env, [flag]: string[]): Promise<void> {
  const now = new Date()
  for (const { slug, forgetAt, people } of await listEndings(db, env.retentionDays, now))
    if (forgetAt > now && people > 0)
      say(`${slug}: ${people} people are forgotten on ${dayOf(forgetAt)}; owners are told 30 and 7 days before.`)
  const overdue = await listOverdue(db, env.retentionDays, now)
  if (overdue.length === 0) say(`Nobody is kept longer than ${env.retentionDays} days after their campaign closed.`)
  for (const { campaign, people, contacts, comments, names, letters } of overdue)
    say(
      `${campaign}: ${people} people, ${contacts} contacts, ${comments} comments, ${names} shown names, ${letters} letters`,
    )
  if (flag === '--dry-run' || overdue.length === 0) return
  if (await isPaused(db, 'legal-hold'))
    throw new Wrong('There is a legal hold: nothing is deleted. Lift it with `firme go-on legal-hold`.')
  say(`${await forgetOverdue(db, env.retentionDays, now)} people forgotten; totals stand.`)
}

async function runSwitch(db: Db, name: string | undefined, isOn: boolean): Promise<void> {
  const known = switchNames.find((one) => one === name)
  if (!known) throw new Wrong(`Say which: ${switchNames.join(', ')}.`)
  await db.transaction().execute(async (trx) => {
    if (await setPaused(trx, known, isOn, null, new Date()))
      await audit(
        trx,
        { organizerId: null, groupId: null, act: 'turned-switch', subject: `${known} ${isOn ? 'stopped' : 'goes on'}` },
        new Date(),
      )
  })
  for (const one of await readSwitches(db))
    say(
      `${one.name.padEnd(12)} ${one.name === 'legal-hold' ? (one.isOn ? 'ON: nothing is deleted' : 'off') : one.isOn ? 'STOPPED' : 'running'}`,
    )
}

async function takeBounce(db: Db, env: Env): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  if (raw.length === 0 || raw.length > mostReturned)
    throw new Wrong(`Give one mail on standard input, at most ${mostReturned / 1024} KB.`)
  const { db: intakeDb, pool } = openDatabase(env.databaseUrl ?? (await runningEmbedded(env.dataDir))!, 1)
  try {
    const taken = await openIntake(pool).append(
      await sealingKey(db, null),
      'bounce',
      { raw: raw.toString('base64') },
      new Date(),
    )
    if (taken.outcome === 'busy') process.exitCode = tryAgain
  } finally {
    await intakeDb.destroy()
  }
}

async function runOwnerLink(db: Db, env: Env): Promise<void> {
  const token = await ownerLink(db, await keyringOf(db, env), true, new Date())
  say(`${env.officeUrl}${paths.office.join(token!)}\nIt works once, for seven days.`)
}

async function runAudit(db: Db, _: Env, [verb]: string[]): Promise<void> {
  if (verb !== 'verify') throw new Wrong('Say what: audit verify.')
  const { lines, brokenAt } = await verifyAudit(db)
  if (brokenAt === null) return say(`${lines} lines stand, each linked to the one before.`)
  throw new Wrong(
    `The chain is broken at line ${brokenAt} of ${lines}: somebody has changed the ledger in the database. Compare it with a backup.`,
  )
}

async function runZip(db: Db, _: Env, [verb, file]: string[]): Promise<void> {
  if (verb !== 'import-hud' || !file) throw new Wrong('Say which file: zip import-hud FILE.')
  await insistOnSchema(db)
  await seedPlaces(db)
  const { zips, problems, regions } = await importHud(db, await tableOf(file))
  sayProblems(problems)
  if (regions > 0)
    say(`${regions} lines of Connecticut's planning regions were passed over: its ZIPs keep their counties.`)
  say(`${zips} ZIPs have their shares.`)
}

async function runPlaces(db: Db, _: Env, [verb, file]: string[]): Promise<void> {
  if (verb !== 'import' || !file) throw new Wrong('Say which file: places import FILE.')
  await insistOnSchema(db)
  await seedPlaces(db)
  const { added, known, problems } = await importPlaces(db, await tableOf(file))
  sayProblems(problems)
  say(`${added} cities and towns are new; ${known} were there.`)
}

async function tableOf(file: string): Promise<Table> {
  try {
    return await readTable(openFileParser(fileURLToPath(new URL('./parse-file.js', import.meta.url))), file)
  } catch (error) {
    throw new Wrong(whyUnread(file, error))
  }
}

/** Places can be brought in once their tables are there; while a site starts they may not be yet. */
async function insistOnSchema(db: Db): Promise<void> {
  const pending = await pendingMigrations(db)
  if (pending.length > 0)
    throw new Wrong(
      `The database is not up to date yet: ${pending.join(', ')} ${pending.length === 1 ? 'is' : 'are'} to run. If Firme is starting, wait a minute and try again; otherwise run: npx firme migrate.`,
    )
}

const mostSaid = 200

function sayProblems(problems: { line: number; why: string }[]): void {
  for (const { line, why } of problems.slice(0, mostSaid)) say(`line ${line}: ${why}`)
  if (problems.length > mostSaid) say(`and ${problems.length - mostSaid} lines more`)
  if (problems.length > 0) process.exitCode = 1
}

async function runReset(env: Env, [flag]: string[]): Promise<void> {
  const plan = await planReset(env)
  switch (plan.outcome) {
    case 'production':
      throw new Wrong('reset is not for production: nothing was deleted.')
    case 'other-database':
      throw new Wrong(
        "DATABASE_URL names a database that is not Firme's own, and what lies in the data folder may belong to it: nothing was deleted.",
      )
    case 'no-database':
      throw new Wrong(
        `There is no database of Firme's own in ${plan.folder}, so its keyring may open one elsewhere: nothing was deleted.`,
      )
    case 'empty':
      return say(`There is nothing of Firme in ${plan.folder}.`)
    case 'planned':
  }
  say(`This deletes, in ${plan.folder}, for good:\n`)
  for (const { name, bytes } of plan.entries) say(`  ${name.padEnd(24)} ${megabytes(bytes)}`)
  say(`  ${'together'.padEnd(24)} ${megabytes(plan.entries.reduce((sum, { bytes }) => sum + bytes, 0))}\n`)
  if (flag !== '--yes' && (await ask('Type "reset" to delete it: ')) !== 'reset')
    throw new Wrong('Nothing was deleted.')
  await deleteData(plan)
  say('Deleted. The next start makes everything anew.')
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1).padStart(8)} MB`
}

/** What is typed, or an empty text when nobody is there to type. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await Promise.race([terminal.question(question), once(terminal, 'close').then(() => '')])
  } finally {
    terminal.close()
  }
}

async function runDoctor(env: Env): Promise<void> {
  const checks = await doctor(env)
  const marks = { ok: 'ok  ', warn: 'look', bad: 'BAD ' }
  for (const { name, state, detail } of checks) say(`${marks[state]}  ${name.padEnd(20)} ${detail}`)
  if (checks.some((check) => check.state === 'bad')) process.exitCode = 1
}
