import { existsSync } from 'node:fs'
import path from 'node:path'

/** The folder that holds package.json, `build` and `public`; found from the bundled roles and from their sources alike. */
export const projectRoot = upwards(import.meta.dirname)

function upwards(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('package.json is in no folder above the program')
  return upwards(parent)
}
