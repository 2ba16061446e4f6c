import net from 'node:net'

/**
 * A proxy to the database that passes everything on but notifications, as PgBouncer does in transaction mode.
 *
 * @returns its address
 */
export async function openPooler(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  const { hostname, port } = new URL(url)
  const open = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const behind = net.connect(Number(port), hostname)
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.once('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    client.on('data', (chunk) => behind.write(chunk))
    let rest = Buffer.alloc(0)
    behind.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk])
      while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
        const end = 1 + rest.readInt32BE(1)
        if (String.fromCharCode(rest[0]!) !== 'A') client.write(rest.subarray(0, end))
        rest = rest.subarray(end)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const here = new URL(url)
  here.port = String((server.address() as net.AddressInfo).port)
  return {
    url: here.href,
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
