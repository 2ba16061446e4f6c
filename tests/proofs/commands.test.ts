import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noSuchMailbox } from '../channels/mail/samples'
import { type RunningSite, startSite } from '../support/running-site'

const root = path.resolve(import.meta.dirname, '..', '..')
let site: RunningSite
beforeAll(async () => void (site = await startSite()), 200_000)
afterAll(() => site.stop())

/** Runs a line as the README has it, on the running site. FILE is a list of one line. */
function run(line: string): { status: number | null; says: string } {
  const [command, from] = line.replace('npx firme', 'node_modules/.bin/node app/firme.mjs').split(' < ')
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command!.replaceAll('FILE', `'${fileFor(line)}'`)], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      DATA_DIR: site.dataDir,
      OFFICE_URL: site.officeUrl,
      BACKUP_PASSPHRASE: 'maiz frijol calabaza',
    },
    input: from ? readFileSync(fileFor(line)) : '',
  })
  return { status, says: stdout + stderr }
}

const files: [of: RegExp, name: string, content: string][] = [
  [
    /places import/,
    'places.csv',
    'id,name,census_geoid\nocd-division/country:us/state:az/place:tuba_city,Tuba City,0475940\n',
  ],
  [/import-hud/, 'hud.csv', 'ZIP,COUNTY,RES_RATIO,TOT_RATIO\n85001,04013,1,1\n'],
  [/take-bounce/, 'bounce.eml', noSuchMailbox('bounce@example.org')],
]

function fileFor(line: string): string {
  // Written by the first of these.
  if (/ (backup|restore|restore-drill) FILE/.test(line)) return path.join(site.dataDir, 'firme.age')
  const found = files.find(([of]) => of.test(line))
  if (!found) return ''
  const file = path.join(site.dataDir, found[1])
  writeFileSync(file, found[2])
  return file
}

/** Every command, as the README or the list has it, its exit code, and what it says. */
const commands: [line: string, status: number, says: RegExp][] = [
  ['npx firme help', 0, /npx firme …\n\n( {2}\S.*\n)+$/],
  ['npx firme build', 0, /^Built\.$/m],
  ['npx firme owner-link --help', 0, /^npx firme owner-link\n/],
  ['npx firme owner-link now', 1, /^Usage: npx firme owner-link$/m],
  ['npx firme held relase x y', 1, /^Usage: npx firme held \[release PETITION REASON\]$/m],
  ['npx firme seed --signature 10', 1, /^Usage: npx firme seed \[--signatures N\]$/m],
  ['npx firme purge --dryrun', 1, /^Usage: npx firme purge \[--dry-run\]$/m],
  ['npx firme migrate', 0, /^Nothing to do: all migrations have run\.$/m],
  [
    'npx firme grant',
    0,
    // Web adds to the intake and reads nothing of it.
    /^-- Roles of Firme\.(?![\s\S]+^grant [^;]*(select|update|delete)[^;]* on public\.intake to firme_web;$)[\s\S]+^grant insert\b.* on public\.intake to firme_web;$[\s\S]+^\\password firme_worker$/m,
  ],
  ['npx firme doctor', 0, /^(ok {2}|look) {2}database .*\n(.*\n)*(ok {2}|look) {2}keyring /m],
  ['npx firme what-we-hold', 0, /^contact_point\.blind_index\n {2}for: .+\n {2}kept until: .+\n {2}opened by: .+$/m],
  ['npx firme recount', 0, /^alto-polimigra +0$/m],
  ['npx firme held', 0, /^No signature is held\.$/m],
  ['npx firme held release', 1, /^Say which: held release PETITION REASON/],
  ['npx firme stop mail', 0, /^mail +STOPPED$/m],
  ['npx firme go-on mail', 0, /^mail +running$/m],
  ['npx firme stop everything', 1, /^Say which: mail, sms, calls, read-only, legal-hold\.$/m],
  ['npx firme purge --dry-run', 0, /^Nobody is kept longer than \d+ days after their campaign closed\.$/m],
  ['npx firme audit verify', 0, /^\d+ lines stand, each linked to the one before\.$/m],
  ['npx firme archive', 1, /^Say which campaign, and where to: archive CAMPAIGN DIR\.$/m],
  ['npx firme archive no-such-campaign nowhere', 1, /^No campaign at \/en\/campaigns\/no-such-campaign\./m],
  ['npx firme owner-link', 0, /^https?:\/\/\S+\/office\/join\/\S+\nIt works once, for seven days\.$/m],
  ['npx firme places import FILE', 0, /^1 cities and towns are new; 0 were there\.$/m],
  ['npx firme zip import-hud FILE', 0, /^1 ZIPs have their shares\.$/m],
  ['npx firme take-bounce < FILE', 0, /^$/],
  ['npx firme structure', 0, /^table signature\n/m],
  ['npx firme seed', 0, /^There is a campaign already; nothing was changed\.$/m],
  ['npx firme seed --signatures 1000', 0, /^1000 made-up signatures, all private\.$/m],
  [
    'npx firme backup FILE',
    0,
    /firme\.age: \d+ MB, \d+ tables, \d+ rows as of \S+Z, checksum [0-9a-f]{16}, in \d+ seconds\.\nThe keyring is not in it/,
  ],
  ['npx firme backup FILE --with-keyring', 1, /firme\.age is there already: choose another name/],
  ['npx firme backup', 1, /^Say where to: backup FILE/],
  ['npx firme restore-drill FILE', 0, /^The keyring opens /m],
  ['npx firme restore-drill', 1, /^Say which: restore-drill FILE\.$/m],
  ['npx firme restore FILE', 1, /^There is a database in \S+ already: set DATA_DIR to a new folder/],
  ['npx firme restore', 1, /^Say which: restore FILE\.$/m],
  ['npx firme reset --yes', 1, /^Firme is (already )?running/m],
  ['npx firme start', 1, /^Firme is already running/m],
  ['npx firme dance', 1, /^There is no command dance\./],
]

test.for(commands)('%s', ([line, status, says]) => {
  const done = run(line)
  expect(done.says).toMatch(says)
  expect(done.says).not.toMatch(/^ {4}at /m)
  expect(done.status).toBe(status)
})

test('each command of the list, and each line of the README, is one of these', () => {
  const tried = new Set(commands.map(([line]) => line))
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
  const lines = [...readme.matchAll(/^ {4}(npx firme [^#\n]*?) *(#.*)?$/gm)].map(([, line]) => line!)
  expect(lines.length).toBeGreaterThan(10)
  const many = / --signatures \d+/
  expect(lines.map((line) => line.replace(many, ' --signatures 1000')).filter((line) => !tried.has(line))).toEqual([])
  const listed = [...run('npx firme help').says.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name!)
  expect(listed.filter((name) => !commands.some(([line]) => line.split(' ')[2] === name))).toEqual([])
})
