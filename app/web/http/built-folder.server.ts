import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Env } from '~/env.server'

/** The build folder, with the roles. `npm run dev` has its own. */
export function builtFolder({ isDev }: Env): string {
  return path.join(projectRoot, 'build', isDev ? 'dev' : '')
}

/** Pages (`server`), and scripts, fonts and pictures (`client`). */
export function pagesFolder({ isDev }: Env): string {
  return path.join(projectRoot, 'build', isDev ? 'dev' : 'site')
}

/** The folder with package.json; found from bundled roles and from sources alike. */
const projectRoot = upwards(import.meta.dirname)

/** Pictures that come with Firme. */
export const ownPictures = path.join(projectRoot, 'public', 'pictures')

function upwards(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('package.json is in no folder above the program')
  return upwards(parent)
}
