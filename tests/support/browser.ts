import { existsSync } from 'node:fs'
import { type Browser, type BrowserType, chromium } from 'playwright'
import { browserFiles } from './install-browser.mjs'

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
 * Opens an installed browser, or Playwright's download.
 *
 * @throws with a sentence that says what is missing
 */
export async function openBrowser(): Promise<Browser> {
  const args = [
    `--disable-features=${unused.join(',')}`,
    // Letters as wide as in a window; the kept pictures are compared with these.
    '--font-render-hinting=none',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
  const executablePath = [...browserFiles, chromium.executablePath()].find((file) => existsSync(file))
  if (executablePath) return launch({ executablePath, args })
  throw new Error(
    'The browser stories need Chromium: install it (Debian: apt-get install chromium-headless-shell) and run the tests again.',
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
