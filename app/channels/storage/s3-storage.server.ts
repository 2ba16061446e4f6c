import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AwsV4Signer } from 'aws4fetch'
import { type Content, insistOnName, type Storage } from './storage'

/** A bucket of storage that speaks S3: Amazon's, MinIO, Garage, Ceph, Backblaze. */
export interface Bucket {
  /** https://s3.us-west-2.amazonaws.com */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** Milliseconds without a byte. */
const patience = 30_000

/**
 * Keeps files in a bucket, addressed by path, which every server understands. Node's own client sends them, because
 * `fetch` cannot say the length of a stream, and S3 takes none without it.
 */
export function s3Storage({ endpoint, bucket, region, accessKeyId, secretAccessKey }: Bucket): Storage {
  const keepAlive = { keepAlive: true, maxSockets: 16 }
  const agent = endpoint.startsWith('https:') ? new https.Agent(keepAlive) : new http.Agent(keepAlive)

  async function ask(
    method: 'PUT' | 'GET' | 'HEAD' | 'DELETE',
    name: string,
    { headers = {}, content }: { headers?: Record<string, string>; content?: Content } = {},
  ): Promise<IncomingMessage> {
    insistOnName(name)
    const signer = new AwsV4Signer({
      method,
      url: `${endpoint.replace(/\/$/, '')}/${bucket}/${name}`,
      headers,
      accessKeyId,
      secretAccessKey,
      region,
      service: 's3',
    })
    const signed = await signer.sign()
    const client = signed.url.protocol === 'https:' ? https : http
    const sent = Object.fromEntries(signed.headers as unknown as Iterable<[string, string]>)
    const size = content === undefined ? 0 : Buffer.isBuffer(content) ? content.length : content.size
    const request = client.request(signed.url, {
      method,
      agent,
      headers: { ...sent, ...(content === undefined ? {} : { 'content-length': size }) },
    })
    request.setTimeout(patience, () => request.destroy(new Error('the storage does not answer')))
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      request.once('response', resolve).once('error', reject),
    )
    // Met where the answer is awaited, unless sending fails first.
    answered.catch(() => {})
    if (content === undefined) request.end()
    else await pipeline(Buffer.isBuffer(content) ? Readable.from([content]) : content.stream, request)
    return answered
  }

  /** Reads the rest of an answer, so that its connection can be used again. */
  async function finish(answer: IncomingMessage, ...good: number[]): Promise<void> {
    answer.resume()
    if (!good.includes(answer.statusCode!)) throw new Error(`the storage answered ${answer.statusCode}`)
  }

  return {
    async put(name, content) {
      await finish(await ask('PUT', name, { content }), 200)
    },
    async get(name, range) {
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {}
      const answer = await ask('GET', name, { headers })
      if (answer.statusCode === 200 || answer.statusCode === 206) return answer
      await finish(answer, 404)
      return null
    },
    async has(name) {
      const answer = await ask('HEAD', name)
      await finish(answer, 200, 404)
      return answer.statusCode === 404 ? null : Number(answer.headers['content-length'])
    },
    async delete(name) {
      await finish(await ask('DELETE', name), 200, 204, 404)
    },
  }
}
