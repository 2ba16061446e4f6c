// Plain JavaScript: the build names the scripts for the pages, and the servers know them by the same names.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Paths of the scripts in a folder, each with the path that says its content: `/kiosk.js` → `/kiosk-1f0c2a9b.js`.
 *
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export function namesByContent(folder) {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
  return Object.fromEntries(
    scripts.map((name) => {
      const hash = createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex')
        .slice(0, 8)
      return [`/${name}`, `/${name.slice(0, -3)}-${hash}.js`]
    }),
  )
}
