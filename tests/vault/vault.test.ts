import { createHmac, createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { closeBox, openBox } from '~/vault/box.server'
import { rawPublicKey } from '~/vault/epoch.server'
import { createKeyringOnce, keyringFrom, readKeyringFile } from '~/vault/keyring.server'
import { confirmationCode, linkHash, linkToken } from '~/vault/links.server'
import { createSubmissionOpener, openVault } from '~/vault/open.server'
import { createSealer } from '~/vault/seal.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { test } from '../support/firme-test'

const row = '6f1c2f5e-0000-4000-8000-000000000003'

test('what the web seals only the keyring opens, and only as that kind, in that row', async ({ world }) => {
  const key = await sealingKey(world.db, null)
  const vault = await openVault(world.db, world.keyring)
  const open = createSubmissionOpener()
  const sealed = createSealer()(key, 'stop', row, '{"a":1}', world.at)
  expect(open(vault, { id: row, key_id: key.keyId, kind: 'stop', sealed })).toBe('{"a":1}')
  expect(() => open(vault, { id: row, key_id: key.keyId, kind: 'code', sealed })).toThrow()
  expect(() => open(vault, { id: row.replace('3', '4'), key_id: key.keyId, kind: 'stop', sealed })).toThrow()
  const bent = Buffer.from(sealed)
  bent[bent.length - 20]! ^= 1
  expect(() => open(vault, { id: row, key_id: key.keyId, kind: 'stop', sealed: bent })).toThrow()
  await expect(openVault(world.db, keyringFrom(randomBytes(32)))).rejects.toThrow()
})

test('within an epoch no nonce comes twice, and after ten seconds there is a new key', () => {
  const key = { keyId: 'k', publicKey: rawPublicKey(generateKeyPairSync('x25519').publicKey) }
  const seal = createSealer()
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 18, 0, seconds))
  const one = Array.from({ length: 200 }, () => seal(key, 'stop', row, 'x', at(0)).subarray(0, 93).toString('hex'))
  expect(new Set(one).size).toBe(200)
  expect(new Set(one.map((box) => box.slice(0, 162))).size).toBe(1)
  expect(seal(key, 'stop', row, 'x', at(11)).subarray(0, 81).toString('hex')).not.toBe(one[0]!.slice(0, 162))
})

test('a box opens to what was put in, whatever it was', () => {
  const key = createSecretKey(randomBytes(32))
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      (plain, aad) => openBox(key, closeBox(key, plain, aad), aad).toString('utf8') === plain,
    ),
  )
})

test('link tokens and codes are derived from the message, and differ for each keyring', () => {
  const one = keyringFrom(Buffer.alloc(32, 1))
  const other = keyringFrom(Buffer.alloc(32, 2))
  expect(linkToken(one, row)).toBe(linkToken(one, row))
  expect(linkToken(one, row)).toMatch(/^[\w-]{22}$/)
  expect(linkToken(one, row)).not.toBe(linkToken(other, row))
  expect(linkHash(linkToken(one, row))).toHaveLength(32)
  expect(confirmationCode(one, row)).toMatch(/^\d{6}$/)
  expect(linkToken(one, row)).toBe(
    createHmac('sha256', one.linkKey).update(`link ${row}`).digest().subarray(0, 16).toString('base64url'),
  )
})

test('a keyring is made once, for its owner only; a missing one and a wrong one are told apart', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'firme-keyring-')), 'keyring.json')
  expect(await readKeyringFile(file)).toEqual({ outcome: 'missing' })
  const made = await Promise.all([createKeyringOnce(file), createKeyringOnce(file)])
  expect(made.sort()).toEqual(['created', 'found'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((await readKeyringFile(file)).outcome).toBe('read')
  for (const damaged of ['{"version":1,"secret":"short"}', '{"version":1,', '']) {
    writeFileSync(file, damaged)
    expect(await readKeyringFile(file), damaged).toEqual({ outcome: 'broken' })
  }
})
