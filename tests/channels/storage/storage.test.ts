import { mkdtemp, readdir, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStorage } from '~/channels/storage/folder-storage.server'
import { s3Storage } from '~/channels/storage/s3-storage.server'
import type { Storage } from '~/channels/storage/storage'

const key = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', region: 'us-west-2' }
const name = `${'ab12'.repeat(16)}.pdf`
const page = `${'ab12'.repeat(16)}/12-large.webp`
const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251))

let folder = ''
let server: S3rver
const storages: Record<'folder' | 'S3', () => Storage> = {
  folder: () => folderStorage(path.join(folder, 'documents')),
  S3: () => s3Storage({ ...key, bucket: 'documents', endpoint: address() }),
}
let address = () => ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'firme-storage-'))
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: path.join(folder, 's3'),
    configureBuckets: [{ name: 'documents', configs: [] }],
  })
  const { port } = (await server.run()) as AddressInfo
  address = () => `http://127.0.0.1:${port}`
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const read = async (from: Promise<Readable | null>) => {
  const stream = await from
  return stream && buffer(stream)
}

describe.each(['folder', 'S3'] as const)('%s', (kind) => {
  test('what was put comes back whole, by the piece and by its end', async () => {
    const storage = storages[kind]()
    await storage.put(name, bytes)
    await storage.put(page, {
      stream: Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]),
      size: 200_000,
    })
    expect(await storage.has(name)).toBe(200_000)
    expect(await read(storage.get(name))).toEqual(bytes)
    expect(await read(storage.get(page))).toEqual(bytes)
    expect(await read(storage.get(name, { start: 100, end: 299 }))).toEqual(bytes.subarray(100, 300))
    expect(await read(storage.get(name, { start: 199_990, end: 199_999 }))).toEqual(bytes.subarray(199_990))
  })

  test('the same name again replaces it; deleting it twice is deleting it', async () => {
    const storage = storages[kind]()
    await storage.put(name, bytes)
    await storage.put(name, Buffer.from('short'))
    expect(await read(storage.get(name))).toEqual(Buffer.from('short'))
    await storage.delete(name)
    await storage.delete(name)
    expect(await storage.has(name)).toBeNull()
    expect(await storage.get(name)).toBeNull()
  })

  test('a sender that breaks off leaves nothing, and no name leads anywhere else', async () => {
    const storage = storages[kind]()
    const broken = Readable.from(
      (async function* () {
        yield bytes
        throw new Error('the line is dead')
      })(),
    )
    await expect(storage.put(name, { stream: broken, size: 400_000 })).rejects.toThrow()
    expect(await storage.has(name)).toBeNull()
    for (const bad of ['../keyring.json', '/etc/passwd', 'a/../../b.pdf', 'a', '', `${name}\0`])
      await expect(storage.get(bad)).rejects.toThrow('no name')
  })
})

test('wrong credentials are an error, not a missing file', async () => {
  const storage = s3Storage({ ...key, accessKeyId: 'NOBODY', bucket: 'documents', endpoint: address() })
  await expect(storage.has(name)).rejects.toThrow('the storage answered 403')
  await expect(storage.put(name, bytes)).rejects.toThrow('the storage answered 403')
})

test('the folder holds nothing half-written', async () => {
  const left = await readdir(path.join(folder, 'documents'), { recursive: true })
  expect(left.filter((one) => one.endsWith('.new'))).toEqual([])
})
