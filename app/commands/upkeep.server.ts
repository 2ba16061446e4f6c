import type { Db } from '#db/client'
import { listEndings } from '~/actions/kind/campaign-ending.server'
import { listHeld, releaseHeld } from '~/actions/petitions/signatures/held.server'
import { dayOf } from '~/campaigns/ending'
import { doctor } from '~/doctor.server'
import type { Env } from '~/env.server'
import { audit, verifyAudit } from '~/office/guard/audit.server'
import { forgetOverdue, listOverdue } from '~/office/people/retention.server'
import { ownerLink } from '~/office/team/owner-link.server'
import { paths } from '~/paths'
import { isPaused, readSwitches, setPaused, switchNames } from '~/queue/outbox/switches.server'
import { keyringOf, say, Wrong } from './command.server'

export async function runDoctor(env: Env): Promise<void> {
  const checks = await doctor(env)
  const marks = { ok: 'ok  ', warn: 'look', bad: 'BAD ' }
  for (const { name, state, detail } of checks) say(`${marks[state]}  ${name.padEnd(20)} ${detail}`)
  if (checks.some((check) => check.state === 'bad')) process.exitCode = 1
}

export async function runHeld(db: Db, env: Env, [verb, petition, reason]: string[]): Promise<void> {
  if (verb === 'release') {
    if (!petition || !reason) throw new Wrong('Say which: held release PETITION REASON, as listed by `firme held`.')
    say(`${await releaseHeld(db, await keyringOf(db, env), petition, reason, new Date())} released.`)
    return
  }
  if (verb !== undefined) throw new Wrong('Usage: npx firme held [release PETITION REASON]')
  const groups = await listHeld(db)
  if (groups.length === 0) say('No signature is held.')
  for (const group of groups) {
    say(
      `${group.petition}  ${group.reason}  ${group.signatures} signatures, ${group.confirmed} confirmed  ${group.firstAt.toISOString()} to ${group.lastAt.toISOString()}`,
    )
  }
}

export async function runPurge(db: Db, env: Env, [flag]: string[]): Promise<void> {
  if (flag !== undefined && flag !== '--dry-run') throw new Wrong('Usage: npx firme purge [--dry-run]')
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

export async function runSwitch(db: Db, name: string | undefined, isOn: boolean): Promise<void> {
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

export async function runOwnerLink(db: Db, env: Env): Promise<void> {
  const token = await ownerLink(db, await keyringOf(db, env), true, new Date())
  say(`${env.officeUrl}${paths.office.join(token!)}\nIt works once, for seven days.`)
}

export async function runAudit(db: Db, _: Env, [verb]: string[]): Promise<void> {
  if (verb !== 'verify') throw new Wrong('Say what: audit verify.')
  const { lines, brokenAt } = await verifyAudit(db)
  if (brokenAt === null) return say(`${lines} lines stand, each linked to the one before.`)
  throw new Wrong(
    `The chain is broken at line ${brokenAt} of ${lines}: somebody has changed the activity log in the database. Compare it with a backup.`,
  )
}
