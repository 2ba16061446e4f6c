import type { IncomingMessage } from 'node:http'

export const largestBody = 32 * 1024

export type ReadBody = { outcome: 'read'; body: Buffer } | { outcome: 'too-large' }

/**
 * @param most bytes
 * @returns `too-large` as soon as that is known; rejects when the connection breaks
 */
export function readBody(request: IncomingMessage, most = largestBody): Promise<ReadBody> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve({ outcome: 'too-large' })
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > most) {
        request.off('data', take).pause()
        resolve({ outcome: 'too-large' })
        return
      }
      chunks.push(chunk)
    }
    request.on('data', take)
    request.once('end', () => resolve({ outcome: 'read', body: Buffer.concat(chunks) }))
    request.once('error', reject)
    const hungUp = () => reject(new Error('the sender hung up'))
    request.once('aborted', hungUp)
    // The sender may have gone before anybody listened.
    if (request.destroyed) hungUp()
  })
}
