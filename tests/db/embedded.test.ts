import { chmod, mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startEmbedded } from '#db/embedded'
import { fastFolder } from '../support/fast-folder'

test('a database that is started again has the port that those who talk to it know, or waits until it is free', async () => {
  const dataDir = await mkdtemp(path.join(await fastFolder(), 'firme-embedded-'))
  await chmod(dataDir, 0o711)
  const { url, stop } = await startEmbedded(dataDir)
  try {
    const port = Number(new URL(url).port)
    // Above this the system takes ports for outgoing connections.
    expect(port).toBeLessThan(32_768)
    await stop()
    const other = net.createServer().listen(port, '127.0.0.1')
    await expect(startEmbedded(dataDir, {}, port)).rejects.toThrow(`Something else has taken port ${port}`)
    await new Promise((resolve) => other.close(resolve))

    const again = await startEmbedded(dataDir, {}, port)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await client.end()
    await again.stop()
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})
