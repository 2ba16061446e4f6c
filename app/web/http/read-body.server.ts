import type { IncomingMessage } from 'node:http'

export const largestBody = 32 * 1024

/**
 * @param most bytes
 * @returns the body, or `too-large` as soon as that is plain; rejects when the connection breaks
 */
export function readBody(request: IncomingMessage, most = largestBody): Promise<Buffer | 'too-large'> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve('too-large')
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > most) {
        request.off('data', take).pause()
        resolve('too-large')
        return
      }
      chunks.push(chunk)
    }
    request.on('data', take)
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    request.once('error', reject)
    request.once('aborted', () => reject(new Error('the sender hung up')))
  })
}
