import { stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { type Db } from '#db/client'
import { isAway } from '#db/is-away'
import type { Env } from '~/env.server'
import { readKeyringFile } from '~/vault/keyring.server'
import { readKeyringReports, userName } from '~/vault/keyring-report.server'
import { readKeyring } from '~/vault/keyring-standing.server'
import { keyringWords } from '~/vault/keyring-words'
import { openVault } from '~/vault/open.server'
import type { Check } from '~/web/site/ready.server'

/** The file by itself, while no database can be asked. */
export async function keyringFileCheck({ keyringFile }: Env): Promise<Check> {
  const { outcome } = await readKeyringFile(keyringFile)
  if (outcome === 'read')
    return {
      name: 'keyring',
      state: 'ok',
      detail: 'can be read; whether it opens the database is tried once that runs',
    }
  return {
    name: 'keyring',
    state: 'bad',
    detail: keyringWords(outcome === 'missing' ? 'lost' : outcome, keyringFile, userName()),
  }
}

/** Whether the keyring opens the database, nobody else can read its file, and it opens the keys of every campaign. */
export async function keysCheck(db: Db, { keyringFile }: Env): Promise<Check[]> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is === 'new')
    return [{ name: 'keyring', state: 'warn', detail: 'there is none yet: npm start makes it' }]
  if (standing.is !== 'open') {
    // Where only the web role runs there is no keyring, and there should be none.
    const elsewhere =
      standing.is === 'lost' &&
      (await readKeyringReports(db)).find((one) => one.is === 'open' && one.host !== hostname())
    if (elsewhere)
      return [
        {
          name: 'keyring',
          state: 'ok',
          detail: `is not on this machine; the ${elsewhere.role} on ${elsewhere.host} opens the keys with it`,
        },
      ]
    return [{ name: 'keyring', state: 'bad', detail: keyringWords(standing.is, keyringFile, userName()) }]
  }
  const isPrivate = ((await stat(keyringFile)).mode & 0o077) === 0
  const file: Check = isPrivate
    ? { name: 'keyring', state: 'ok', detail: 'present, for its owner only' }
    : { name: 'keyring', state: 'warn', detail: `others can read it: chmod 600 ${keyringFile}` }
  const isWhole = await openVault(db, standing.keyring).then(() => true, unlessAway)
  return [
    file,
    isWhole
      ? { name: 'campaign keys', state: 'ok', detail: 'open with this keyring' }
      : {
          name: 'campaign keys',
          state: 'bad',
          detail: `some do not open with ${keyringFile}: they were made while another keyring lay there; look for that file too`,
        },
  ]
}

function unlessAway(error: unknown): false {
  if (isAway(error)) throw error
  return false
}
