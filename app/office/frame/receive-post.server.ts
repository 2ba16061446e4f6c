import type { IncomingMessage, ServerResponse } from 'node:http'
import { mostMegabytes } from '~/channels/uploads/limits'
import { receiveForm } from '~/channels/uploads/receive-form.server'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Language } from '~/i18n/language'
import { admit, type Door, type OfficeContext } from '~/office/guard/guard.server'
import { formBody } from '~/web/http/form-body'
import { readBody } from '~/web/http/read-body.server'
import type { Untaken } from '~/web/http/retry-page'
import type { FindAction } from './find-action'

/** A posted form, as a route gets it. */
export interface ReceivedPost {
  outcome: 'received'
  /** With the type that it says itself, or that of the request. */
  body: FormData | Buffer
  files: readonly UploadedFile[]
  /** What was typed, to be given back if it cannot be taken in; null where that holds passwords, or a file that would not come along. */
  typed: Untaken | null
  /** Frees what was kept for it. */
  close(): Promise<void>
}

/** It is answered without the site, in the language of whoever is signed in. */
export interface RefusedPost {
  outcome: 'refused'
  status: 400 | 403 | 405 | 413 | 415 | 429 | 503
  /** Words under `uploads.door`, where those of the status do not say enough. */
  why?: 'signed-out' | 'not-allowed' | 'too-large' | 'too-many'
  language: Language | null
  /** Seconds. */
  retryAfter?: number
  /** What was typed, where it can be given back. */
  typed?: Untaken | null
}

const urlencoded = 'application/x-www-form-urlencoded'
const kilobyte = 1024
/** Bytes: what somebody without a session sends; a form with two long stories; and the fields beside a file, a pasted list among them. */
const limits = { stranger: 64 * kilobyte, form: 512 * kilobyte, besideList: 8 * 1024 * kilobyte }
const mostFields = 2_000
/** Bodies of more than a few pages that one person may have under way, reading included. */
const mostAtOnce = 2
/** Seconds; most files are read by then. */
const comeBack = 30

/**
 * Decides from the headers alone who may post where, and how much; only then is the form read. Whoever has no session
 * can make the office hold no more than a short form.
 *
 * @param folder where uploaded files lie while their request is answered
 */
export function openReception(
  context: Pick<OfficeContext, 'db' | 'now' | 'keyring'>,
  findAction: FindAction,
  folder: string,
) {
  const underWay = new Map<string, number>()

  return async function receive(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<ReceivedPost | RefusedPost> {
    const action = findAction(url)
    if (!action) return refuse(405, null)
    if (!context.keyring) return refuse(503, null)
    if (action.right === 'nobody') {
      const post = await read(request, response, { language: null, most: limits.stranger })
      return { ...post, typed: null }
    }
    const who = await admit(context, { headers: new Headers({ cookie: request.headers.cookie ?? '' }) }, action.right)
    if (who.outcome === 'stranger') return signedOut(request, response)
    const { language } = who
    if (who.outcome === 'not-allowed') return { ...refuse(403, language), why: 'not-allowed' }
    if (isShort(request)) return read(request, response, { language, most: limits.form, uploads: action.uploads })
    const count = underWay.get(who.organizerId) ?? 0
    if (count >= mostAtOnce) return { ...refuse(429, language), why: 'too-many', retryAfter: comeBack }
    underWay.set(who.organizerId, count + 1)
    response.once('close', () => {
      const left = underWay.get(who.organizerId)! - 1
      if (left > 0) underWay.set(who.organizerId, left)
      else underWay.delete(who.organizerId)
    })
    return read(request, response, {
      language,
      most: action.uploads ? mostMegabytes[action.uploads] * 1024 * kilobyte : limits.form,
      uploads: action.uploads,
    })
  }

  /** A session that has ended must not cost what was typed meanwhile. */
  async function signedOut(request: IncomingMessage, response: ServerResponse): Promise<RefusedPost> {
    const refused: RefusedPost = { ...refuse(403, null), why: 'signed-out' }
    if (!isShort(request)) return refused
    const { typed = null } = await read(request, response, { language: null, most: limits.stranger })
    return { ...refused, typed }
  }

  async function read(
    request: IncomingMessage,
    response: ServerResponse,
    { language, most, uploads }: { language: Language | null; most: number; uploads?: Door['uploads'] },
  ): Promise<ReceivedPost | RefusedPost> {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    const hasFiles = uploads !== undefined && type === 'multipart/form-data'
    if (type !== urlencoded && !hasFiles) return refuse(415, language)
    const allowed = hasFiles ? most : Math.min(most, limits.form)
    const tooLarge: RefusedPost = { ...refuse(413, language), ...(hasFiles ? { why: 'too-large' } : {}) }
    if (Number(request.headers['content-length'] ?? 0) > allowed) return tooLarge
    // Whoever asks first whether the form is wanted is told now.
    if (request.headers.expect) response.writeContinue()
    if (hasFiles) {
      const form = await receiveForm(
        request,
        { most: allowed, mostText: uploads === 'list' ? limits.besideList : limits.form },
        folder,
      )
      return form.outcome === 'received'
        ? {
            outcome: 'received',
            body: form.fields,
            files: form.files,
            typed: form.files.length === 0 ? untaken(request, textsOf(form.fields)) : null,
            close: form.close,
          }
        : form.outcome === 'too-large'
          ? tooLarge
          : refuse(400, language)
    }
    const read = await readBody(request, allowed)
    if (read.outcome === 'too-large') return tooLarge
    const { body } = read
    return formBody(body, mostFields).outcome === 'read'
      ? {
          outcome: 'received',
          body,
          files: [],
          typed: untaken(request, [...new URLSearchParams(body.toString())]),
          close: async () => {},
        }
      : refuse(400, language)
  }
}

function refuse(status: RefusedPost['status'], language: Language | null): RefusedPost {
  return { outcome: 'refused', status, language }
}

function untaken(request: IncomingMessage, fields: Untaken['fields']): Untaken {
  return { target: request.url ?? '/', fields }
}

function textsOf(form: FormData): [string, string][] {
  return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
}

/** Of a body that does not say how long it is nothing is known. */
function isShort({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return length !== undefined && Number(length) <= limits.stranger
}
