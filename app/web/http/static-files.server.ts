import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import sirv from 'sirv'
import { projectRoot } from './project-root.server'

/** Opens the files of the build. @returns a function that answers with one, or says that there is no such file */
export function openStaticFiles(): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const serve = sirv(path.join(projectRoot, 'build', 'client'), { etag: true, dotfiles: false, maxAge: 86_400 })
  return (request, response) =>
    new Promise((resolve) => {
      response.once('finish', () => resolve(true))
      serve(request, response, () => resolve(false))
    })
}
