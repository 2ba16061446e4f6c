import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import { paths } from '~/paths'
import { orAway } from '~/web/http/or-away'
import type { OfficeContext } from './guard.server'
import type { Released } from './held-requests.server'
import { proven, withoutUnproven } from './said-done.server'

/** The office's routes. */
export type Site = (request: Request, uploads: readonly UploadedFile[]) => Promise<Response>

/**
 * The routes, with what their context says of one request. When a route releases a held request, that is posted, and
 * its answer is the answer: the same as if there had been nothing to prove.
 *
 * What an address says was done reaches a route only where it is so.
 */
export function openSite(
  context: Omit<OfficeContext, 'uploads' | 'carryOut'>,
  answer: (request: Request, context: OfficeContext) => Promise<Response>,
): Site {
  async function ask(request: Request, uploads: readonly UploadedFile[]) {
    const released: Released[] = []
    const carryOut = (one: Released) => void released.push(one)
    const { keyring } = context
    const asked = withoutUnproven(request, keyring, context.now())
    const given = await orAway({ ...context, uploads, carryOut }, (noting) => answer(asked, noting))
    return { given: proven(request, given, keyring, context.now()), released: released[0] }
  }

  return async (request, uploads) => {
    const { given, released } = await ask(request, uploads)
    if (!released) return given
    const done = await postHeld(request, released, (post) => ask(post, []), context)
    for (const cookie of given.headers.getSetCookie()) done.headers.append('set-cookie', cookie)
    return done
  }
}

async function postHeld(
  { url, headers, signal }: Request,
  { id, request: { target, page, fields } }: Released,
  ask: (post: Request) => Promise<{ given: Response }>,
  { heldRequests, noteError }: Pick<OfficeContext, 'heldRequests' | 'noteError'>,
): Promise<Response> {
  const posted = new Headers({ 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' })
  for (const name of ['accept', 'accept-language', 'cookie']) {
    const value = headers.get(name)
    if (value !== null) posted.set(name, value)
  }
  const body = new URLSearchParams(fields.map(([name, value]) => [name, value]))
  try {
    const { given } = await ask(new Request(new URL(target, url), { method: 'POST', headers: posted, body, signal }))
    heldRequests.forget(id)
    return new Response(given.body, { status: given.status, headers: given.headers })
  } catch (error) {
    // The database went away: the page offers it again as soon as it can be read.
    heldRequests.putBack(id)
    noteError(error)
    return new Response(null, { status: 303, headers: { location: paths.office.prove(page, id) } })
  }
}
