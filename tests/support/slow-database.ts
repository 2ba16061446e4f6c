import net from 'node:net'

/** A proxy to the database that can hang like a stopped server: connections stay open, but nothing comes back. */
export interface SlowDatabase {
  url: string
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

/** Opens the proxy. @param isPooler rejects what PgBouncer rejects: timeouts in the startup message */
export async function openSlowDatabase(url: string, { isPooler = false } = {}): Promise<SlowDatabase> {
  const { hostname, port } = new URL(url)
  const open = new Set<net.Socket>()
  let isFrozen = false
  const set = (frozen: boolean) => {
    isFrozen = frozen
    for (const socket of open)
      if (frozen) socket.pause()
      else socket.resume()
  }
  const server = net.createServer((client) => {
    const behind = net.connect(Number(port), hostname)
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(one)
      one.on('data', (chunk: Buffer) => {
        if (isPooler && one === client && isStartup(chunk) && chunk.includes('statement_timeout\0'))
          client.end(refusal('unsupported startup parameter: statement_timeout'))
        else other.write(chunk)
      })
      one.on('error', () => other.destroy())
      one.once('close', () => {
        open.delete(one)
        other.destroy()
      })
      if (isFrozen) one.pause()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const here = new URL(url)
  here.port = String((server.address() as net.AddressInfo).port)
  return {
    url: here.href,
    freeze: () => set(true),
    thaw: () => set(false),
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function isStartup(chunk: Buffer): boolean {
  return chunk.length > 8 && chunk.readInt32BE(4) === 0x30000
}

/** An ErrorResponse of PostgreSQL's protocol. */
function refusal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C08P01\0M${message}\0\0`)
  const length = Buffer.alloc(4)
  length.writeInt32BE(fields.length + 4)
  return Buffer.concat([Buffer.from('E'), length, fields])
}
