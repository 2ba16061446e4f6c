import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

/**
 * Where databases of tests are kept: in memory, where the system has enough of it, else in its temporary folder. A copy of the template
 * takes 20 ms in memory, and 280 ms on a disk.
 */
export async function fastFolder(): Promise<string> {
  const memory = '/dev/shm'
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return free > 2e9 ? memory : tmpdir()
}
