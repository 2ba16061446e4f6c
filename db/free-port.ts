import { randomInt } from 'node:crypto'
import net from 'node:net'

/**
 * Ports that are given to no outgoing connection: one of those could take the port in the moment in which a killed server
 * is started again, and a client that keeps asking for a closed port can even be connected to itself.
 */
const ownPorts = { from: 20_000, below: 32_768 }

/** A port of this machine for a server of ours: the one of the last time, if it is free and one of `ownPorts`, else another of those; null if none is free. */
export async function choosePort(last = 0): Promise<number | null> {
  const { from, below } = ownPorts
  const others = Array.from({ length: 50 }, () => randomInt(from, below))
  for (const port of last >= from && last < below ? [last, ...others] : others) if (await isFree(port)) return port
  return null
}

/** Whether a server could listen on this port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
