import type { Readable } from 'node:stream'
import type { ClientBase } from 'pg'

/** Files beside the database that its rows name, and that are part of its backup. */
export interface FilesBeside {
  /** Until the client's transaction ends, no file that is named now is deleted. Called before the snapshot is taken. */
  hold(client: ClientBase): Promise<void>
  /** The names in the client's snapshot, which may be of an older version of the database. */
  names(client: ClientBase): Promise<Iterable<string>>
  /** @returns null when there is none of that name */
  open(name: string): Promise<{ bytes: number; stream: Readable } | null>
  /** Bytes that all of them take, at the least. */
  size(client: ClientBase): Promise<number>
}
