import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import sirv from 'sirv'
import type { Env } from '~/env.server'
import { pagesFolder } from './built-folder.server'
import { namesByContent } from './names-by-content.mjs'

/**
 * Sends the requested file.
 *
 * @returns false, with nothing sent, when there is none
 */
export type ServeFile = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const forGood = 'public, max-age=31536000, immutable'

/** Files that are named by their content. */
const named = /^\/(?:assets\/|fonts\/.+-[0-9a-f]{8}\.woff2$)/

/** A script as pages ask for it; on disk it is without the hash. */
const script = /^(\/\w+)-([0-9a-f]{8})(\.js)$/

/**
 * Scripts, fonts and pictures of both sites: listed once; in `npm run dev`, read each time. Browsers keep files named
 * by their content and revalidate all others, so that no page runs an older version's script. While a version replaces
 * another, a page may ask for a script by a hash that is not here: it gets the one that is, for once. The build has
 * compressed what is text.
 */
export function openFiles(env: Env): ServeFile {
  const folder = path.join(pagesFolder(env), 'client')
  const names = new Set(env.isDev ? [] : Object.values(namesByContent(folder)))
  const serve = sirv(folder, {
    etag: true,
    dotfiles: false,
    ...(env.isDev ? { dev: true } : { maxAge: 0, brotli: true, gzip: true }),
    setHeaders: (response, file) => {
      // Unknown to sirv.
      if (file.endsWith('.ico')) response.setHeader('content-type', 'image/vnd.microsoft.icon')
      // Its own policy decides what a service worker may fetch.
      if (file === '/kiosk-worker.js')
        response.setHeader('content-security-policy', "default-src 'none'; connect-src 'self'")
      if (!env.isDev && named.test(file)) response.setHeader('cache-control', forGood)
    },
  })
  return (request, response) =>
    new Promise((resolve) => {
      response.once('finish', () => resolve(true))
      const asked = request.url ?? ''
      if (names.has(asked)) response.setHeader('cache-control', forGood)
      request.url = asked.replace(script, '$1$3')
      serve(request, response, () => resolve(false))
      request.url = asked
    })
}
