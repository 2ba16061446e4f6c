import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import sirv from 'sirv'
import type { Env } from '~/env.server'
import { builtFolder } from './built-folder.server'

/** Sends the file that is asked for. @returns false, with nothing sent, when there is none */
export type ServeFile = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/** Scripts, fonts and pictures of both sites: listed once, kept by browsers for a day; in `npm run dev` read each time. */
export function openFiles(env: Env): ServeFile {
  const serve = sirv(path.join(builtFolder(env), 'client'), {
    etag: true,
    dotfiles: false,
    ...(env.isDev ? { dev: true } : { maxAge: 86_400 }),
  })
  return (request, response) =>
    new Promise((resolve) => {
      response.once('finish', () => resolve(true))
      serve(request, response, () => resolve(false))
    })
}
