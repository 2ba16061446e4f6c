import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { type Check, channelChecks, outgoingMail, readiness } from '~/web/site/ready.server'
import { backupCheck, documentsCheck, drillCheck } from './doctor/backup-checks.server'
import { notificationsCheck, rolesCheck, versionCheck } from './doctor/database-checks.server'
import { keyringFileCheck, keysCheck } from './doctor/key-checks.server'
import { diskCheck, mailServerCheck, settingsCheck } from './doctor/machine-checks.server'
import {
  failuresCheck,
  mailboxCheck,
  optOutCheck,
  outgoingChecks,
  stuckBroadcastsCheck,
  switchesCheck,
} from './doctor/message-checks.server'
import { givenRolesCheck, ledgerCheck, ownerCheck, setPasswordsCheck } from './doctor/office-checks.server'
import { heldCheck, totalsCheck } from './doctor/signature-checks.server'
import type { Env } from './env.server'

/** Checks everything that can be wrong with an installation, and says how to fix it. Changes nothing. */
export async function doctor(env: Env): Promise<Check[]> {
  const now = new Date()
  const url = env.databaseUrl ?? (await runningEmbedded(env.dataDir))
  const own = [settingsCheck(env), await diskCheck(env), ...(await mailServerCheck(env))]
  if (!url)
    return [
      ...own,
      ...channelChecks(env),
      await keyringFileCheck(env),
      { name: 'database', state: 'bad', detail: 'is not running: npm start' },
    ]
  const { db } = openDatabase(url, 2)
  try {
    // The keyring file itself is tested here: the other processes' reports may be a minute old.
    const checks = (await readiness(db, env, now)).checks.filter((check) => check.name !== 'keyring')
    const isUp = checks.every((check) => check.state !== 'bad')
    // The doctor has its own, more detailed check of outgoing mail.
    const ready = isUp ? checks.filter((check) => check.name !== outgoingMail) : checks
    return [
      ...own,
      ...ready,
      ...(isUp
        ? [
            await versionCheck(db),
            await rolesCheck(env, url),
            await notificationsCheck(env, url),
            ...(await keysCheck(db, env)),
            await totalsCheck(db, now),
            await heldCheck(db),
            await failuresCheck(db),
            await stuckBroadcastsCheck(db),
            ...(await outgoingChecks(db, now)),
            ...(env.mailbox ? [await mailboxCheck(db, now)] : []),
            await switchesCheck(db),
            await optOutCheck(db),
            await ownerCheck(db, env),
            ...(await givenRolesCheck(db, env)),
            ...(await setPasswordsCheck(db, env)),
            await ledgerCheck(db),
            await documentsCheck(db, env),
            await backupCheck(db, env, now),
            await drillCheck(db, now),
          ]
        : []),
    ]
  } finally {
    await db.destroy()
  }
}
