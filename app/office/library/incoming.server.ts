import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Env } from '~/env.server'

/** A file that comes piece by piece: whose it is, and what its browser calls it. */
export interface Incoming {
  env: Pick<Env, 'dataDir'>
  organizerId: string
  campaignId: string
  /** Made by the browser from the file's name, size and date, so that it finds it again after a break. */
  upload: string
}

/** Milliseconds after its last piece that an unfinished file is kept. */
const incomingKept = 24 * 3_600_000
/** Most unfinished files of one organizer. */
export const mostIncoming = 20

const folderOf = ({ dataDir }: Pick<Env, 'dataDir'>) => path.join(dataDir, 'incoming')

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** What the names of an organizer's unfinished files begin with. */
const ownerOf = ({ organizerId }: Incoming) => `${hashOf(organizerId).slice(0, 16)}-`

function placeOf(incoming: Incoming): string {
  const { env, organizerId, campaignId, upload } = incoming
  return path.join(folderOf(env), `${ownerOf(incoming)}${hashOf(`${organizerId} ${campaignId} ${upload}`)}.part`)
}

/** How many bytes of it have come. */
export async function receivedSoFar(incoming: Incoming): Promise<number> {
  const found = await stat(placeOf(incoming)).catch(orNull)
  return found?.size ?? 0
}

/**
 * Takes a piece. The same piece twice, such as from two tabs, is written where it was.
 *
 * @returns how many bytes have come; `gap` when those before it are missing
 */
export async function takePiece(
  incoming: Incoming,
  { offset, piece }: { offset: number; piece: UploadedFile },
  now: Date,
): Promise<{ outcome: 'received' | 'gap' | 'too-many'; received: number }> {
  const folder = folderOf(incoming.env)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (offset === 0) {
    await purgeIncoming(incoming.env, now)
    if ((await othersOf(incoming)) >= mostIncoming) return { outcome: 'too-many', received: 0 }
  }
  const received = await receivedSoFar(incoming)
  if (offset > received) return { outcome: 'gap', received }
  // Written at its place: appending would double a piece that comes twice.
  const flags = offset === 0 ? constants.O_RDWR | constants.O_CREAT : constants.O_RDWR
  const file = await open(placeOf(incoming), flags, 0o600).catch(orNull)
  // Another tab has just finished it. Made again, it would begin with a hole.
  if (!file) return { outcome: 'gap', received: 0 }
  try {
    let at = offset
    for await (const chunk of piece.stream() as AsyncIterable<Buffer>) {
      await file.write(chunk, 0, chunk.length, at)
      at += chunk.length
    }
    return { outcome: 'received', received: Math.max(received, at) }
  } finally {
    await file.close()
  }
}

/** The whole file, once all of it has come. */
export function wholeFile(incoming: Incoming, { name, size }: { name: string; size: number }): UploadedFile {
  return { field: 'pdf', name, size, stream: () => createReadStream(placeOf(incoming)) }
}

export async function dropIncoming(incoming: Incoming): Promise<void> {
  await rm(placeOf(incoming), { force: true })
}

/** How many other unfinished files its organizer has. */
async function othersOf(incoming: Incoming): Promise<number> {
  const [owner, own] = [ownerOf(incoming), path.basename(placeOf(incoming))]
  return (await readdir(folderOf(incoming.env))).filter((name) => name.startsWith(owner) && name !== own).length
}

/** Deletes files whose sender has not come back for a day. @returns how many are left */
export async function purgeIncoming(env: Pick<Env, 'dataDir'>, now: Date): Promise<{ left: number }> {
  const names = (await readdir(folderOf(env)).catch(orNull)) ?? []
  let left = names.length
  for (const name of names) {
    const file = path.join(folderOf(env), name)
    const found = await stat(file).catch(orNull)
    if (found && now.getTime() - found.mtimeMs < incomingKept) continue
    await rm(file, { force: true })
    left -= 1
  }
  return { left }
}

function orNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
