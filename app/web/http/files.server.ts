import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import sirv from 'sirv'
import type { Env } from '~/env.server'
import { pagesFolder } from './built-folder.server'

/**
 * Sends the requested file.
 *
 * @returns false, with nothing sent, when there is none
 */
export type ServeFile = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/** Files that are named by their content. */
const named = /^\/(?:assets\/|fonts\/.+-[0-9a-f]{8}\.woff2$)/

/**
 * Scripts, fonts and pictures of both sites: listed once; in `npm run dev`, read each time. Browsers keep files named
 * by their content and revalidate all others, so that no page runs an older version's script. The build has compressed
 * what is text.
 */
export function openFiles(env: Env): ServeFile {
  const serve = sirv(path.join(pagesFolder(env), 'client'), {
    etag: true,
    dotfiles: false,
    ...(env.isDev ? { dev: true } : { maxAge: 0, brotli: true, gzip: true }),
    setHeaders: (response, file) => {
      // Unknown to sirv.
      if (file.endsWith('.ico')) response.setHeader('content-type', 'image/vnd.microsoft.icon')
      if (!env.isDev && named.test(file)) response.setHeader('cache-control', 'public, max-age=31536000, immutable')
    },
  })
  return (request, response) =>
    new Promise((resolve) => {
      response.once('finish', () => resolve(true))
      serve(request, response, () => resolve(false))
    })
}
