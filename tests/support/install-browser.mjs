import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Chromium that draws pages and no window around them: two fifths of the work of a whole browser. */
const shell = '/usr/bin/chromium-headless-shell'

/** Where a browser may stand, the one that is made for tests first. */
export const browserFiles = [
  shell,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Installs a browser for the tests where none is made for them: Debian's package, else Playwright's download.
 * What cannot be installed is said by the first test that needs it.
 */
export function installBrowser() {
  if (existsSync(shell) || installDebians('chromium-headless-shell')) return
  if (browserFiles.some((file) => existsSync(file)) || installPlaywrights()) return
  installDebians('chromium')
}

/** @param {string} name */
function installDebians(name) {
  return (
    process.getuid?.() === 0 &&
    existsSync('/usr/bin/apt-get') &&
    (succeeds('apt-get', ['install', '-y', '--no-install-recommends', name]) ||
      (succeeds('apt-get', ['update']) && succeeds('apt-get', ['install', '-y', '--no-install-recommends', name])))
  )
}

function installPlaywrights() {
  const playwright = fileURLToPath(new URL('../../node_modules/.bin/playwright', import.meta.url))
  return succeeds(playwright, ['install', 'chromium'])
}

/** @param {string} command @param {string[]} args */
function succeeds(command, args) {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 300_000 })
    return true
  } catch {
    return false
  }
}
