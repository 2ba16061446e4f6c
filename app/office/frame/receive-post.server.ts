import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAway } from '#db/is-away'
import { mostMegabytes } from '~/channels/uploads/limits'
import { receiveForm } from '~/channels/uploads/receive-form.server'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Language } from '~/i18n/language'
import { type Admission, admit, type Door, type OfficeContext } from '~/office/guard/guard.server'
import { holdsSecret } from '~/office/guard/secret-fields'
import { formBody } from '~/web/http/form-body'
import { readBody } from '~/web/http/read-body.server'
import type { Untaken } from '~/web/http/retry-page'
import type { FindAction } from './find-action'

/** A posted form as a route receives it. */
export interface ReceivedPost {
  outcome: 'received'
  /** FormData brings its own content type; a Buffer has that of the request. */
  body: FormData | Buffer
  files: readonly UploadedFile[]
  /**
   * What was typed, to give back if it cannot be accepted, without the files that came with it; null if it holds
   * passwords.
   */
  typed: Untaken | null
  /** Deletes its temporary files. */
  close(): Promise<void>
}

/** A rejected post. Answered without the site, in the signed-in organizer's language. */
export interface RefusedPost {
  outcome: 'refused'
  status: 400 | 403 | 405 | 413 | 415 | 429 | 503
  /** Key under `uploads.door`, where the status alone does not say enough. */
  why?: 'signed-out' | 'not-allowed' | 'too-large' | 'too-many'
  language: Language | null
  /** Seconds. */
  retryAfter?: number
  /** What was typed, if it can be given back. */
  typed?: Untaken | null
}

const urlencoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'
const kilobyte = 1024
/** Bytes: without a session; a form with two long stories; fields next to a file, such as a pasted list. */
const limits = { stranger: 64 * kilobyte, form: 512 * kilobyte, besideList: 8 * 1024 * kilobyte }
const mostFields = 2_000
/** Large bodies that one organizer may have in flight, until they are answered. */
const mostAtOnce = 2
/** Seconds; most files have been read by then. */
const comeBack = 30

/**
 * Decides from the headers alone who may post where, and how much; only then is the form read. A client without a
 * session cannot make the office hold more than a short form.
 *
 * @param folder where uploaded files are kept while their request is handled
 */
export function openReception(
  context: Pick<OfficeContext, 'db' | 'now' | 'keyring' | 'noteForgedRole' | 'noteError'>,
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
    const who = await whoIs(request, action.right)
    if (who.outcome === 'away') return keeping(request, response, action.uploads, refuse(503, null))
    if (who.outcome === 'stranger')
      return keeping(request, response, action.uploads, { ...refuse(403, null), why: 'signed-out' })
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

  async function whoIs(
    { headers }: IncomingMessage,
    right: Exclude<Door['right'], 'nobody'>,
  ): Promise<Admission | { outcome: 'away' }> {
    try {
      return await admit(context, { headers: new Headers({ cookie: headers.cookie ?? '' }) }, right)
    } catch (error) {
      if (!isAway(error)) throw error
      context.noteError(error)
      return { outcome: 'away' }
    }
  }

  /**
   * What was typed must not be lost because the session ended meanwhile, or nobody can tell whose it is. A picture or video
   * beside it is read past, so that no more than a short form is held.
   */
  async function keeping(
    request: IncomingMessage,
    response: ServerResponse,
    uploads: Door['uploads'],
    refused: RefusedPost,
  ): Promise<RefusedPost> {
    if ((uploads === 'picture' || uploads === 'video') && typeOf(request) === multipart) {
      const most = mostMegabytes[uploads] * 1024 * kilobyte
      if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) > most) return refused
      if (request.headers.expect) response.writeContinue()
      const form = await receiveForm(request, { most, mostText: limits.stranger, isWithoutFiles: true }, folder)
      return form.outcome === 'received' ? { ...refused, typed: untaken(request, textsOf(form.fields), true) } : refused
    }
    if (!isShort(request)) return refused
    const { typed = null } = await read(request, response, { language: null, most: limits.stranger })
    return { ...refused, typed }
  }

  async function read(
    request: IncomingMessage,
    response: ServerResponse,
    { language, most, uploads }: { language: Language | null; most: number; uploads?: Door['uploads'] },
  ): Promise<ReceivedPost | RefusedPost> {
    const type = typeOf(request)
    const hasFiles = uploads !== undefined && type === multipart
    if (type !== urlencoded && !hasFiles) return refuse(415, language)
    const allowed = hasFiles ? most : Math.min(most, limits.form)
    const tooLarge: RefusedPost = { ...refuse(413, language), ...(hasFiles ? { why: 'too-large' } : {}) }
    if (Number(request.headers['content-length'] ?? 0) > allowed) return tooLarge
    // Answers `Expect: 100-continue`.
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
            typed: untaken(request, textsOf(form.fields), form.files.length > 0),
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

/** Secrets must not be shown again, nor be sent by whoever signs in next. */
function untaken(request: IncomingMessage, fields: Untaken['fields'], isWithoutFile = false): Untaken | null {
  return holdsSecret(fields) ? null : { target: request.url ?? '/', fields, isWithoutFile }
}

function typeOf({ headers }: IncomingMessage): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase()
}

function textsOf(form: FormData): [string, string][] {
  return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
}

/** A body without a content length counts as long. */
function isShort({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return length !== undefined && Number(length) <= limits.stranger
}
