import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, type BrowserType, chromium } from 'playwright'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Turned off: what draws the address bar in two more processes for each window, which took a third of a browser's work.
 * The others are those of Playwright, whose own list ours replaces.
 */
const unused = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

/**
 * Opens a browser: an installed one, else Playwright's download, else Debian's package if possible.
 *
 * @throws with a sentence that says what is missing
 */
export async function openBrowser(): Promise<Browser> {
  const args = [`--disable-features=${unused.join(',')}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const found = installed.find((file) => existsSync(file))
  if (found) return launch({ executablePath: found, args })
  for (const fetchOne of [downloadPlaywrights, installDebians]) {
    if (!fetchOne()) continue
    const file = installed.find((one) => existsSync(one))
    return launch({ args, ...(file ? { executablePath: file } : {}) })
  }
  throw new Error(
    'The browser stories need Chromium: install it (Debian: apt-get install chromium) and run the tests again.',
  )
}

/** On a busy machine a step takes longer than the half minute that Playwright waits. */
async function launch(options: Parameters<BrowserType['launch']>[0]): Promise<Browser> {
  const browser = await chromium.launch(options)
  const open = browser.newContext.bind(browser)
  browser.newContext = async (given) => {
    const context = await open(given)
    context.setDefaultTimeout(90_000)
    return context
  }
  return browser
}

function downloadPlaywrights(): boolean {
  return existsSync(chromium.executablePath()) || succeeds('npx', ['playwright', 'install', 'chromium'])
}

function installDebians(): boolean {
  return (
    process.getuid?.() === 0 &&
    succeeds('apt-get', ['update']) &&
    succeeds('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  )
}

function succeeds(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 300_000 })
    return true
  } catch {
    return false
  }
}
