import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

/**
 * Where test databases are stored: in memory if there is enough, else in the system's temporary folder. Copying the
 * template takes 20 ms in memory, 280 ms on disk.
 */
export async function fastFolder(): Promise<string> {
  const memory = '/dev/shm'
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return free > 2e9 ? memory : tmpdir()
}
