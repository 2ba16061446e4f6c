import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type AppLoadContext, createRequestHandler, type ServerBuild } from '@remix-run/server-runtime'
import type { Env } from '~/env.server'
import { pagesFolder } from './built-folder.server'

/** The built routes of one of the two sites. */
export interface Pages {
  answer(request: Request, context: AppLoadContext): Promise<Response>
  routes(): ServerBuild['routes']
  /**
   * Loads the latest build. Node never frees modules, so each reload costs memory until the process is replaced.
   *
   * @throws when it cannot be loaded; the previous pages stay active
   */
  reload(): Promise<void>
}

/** Loads a site's pages. The public build contains no code that decrypts people's data. */
export async function openPages(site: 'public' | 'office', env: Env): Promise<Pages> {
  const file = pathToFileURL(path.join(pagesFolder(env), 'server', site, 'index.js')).href
  let current = await read(file)
  let reloads = 0
  return {
    answer: (request, context) => current.handle(request, context),
    routes: () => current.routes,
    async reload() {
      reloads += 1
      current = await read(`${file}?${reloads}`)
    },
  }

  async function read(address: string) {
    const build = (await import(/* @vite-ignore */ address)) as ServerBuild
    return {
      routes: build.routes,
      handle: createRequestHandler(build, env.isProduction ? 'production' : 'development'),
    }
  }
}
