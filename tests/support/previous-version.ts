import { execFile } from 'node:child_process'
import { access, mkdtemp, readdir, readlink, rename, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '..', '..')
const kept = `firme-previous-${userInfo().uid}-`

/**
 * The version before the last migration, built from the history of this checkout and kept in the system's temporary
 * folder.
 *
 * @returns its folder, or why there is none: a shallow clone or an archive has no history
 */
export async function previousVersion(): Promise<{ folder: string } | { missing: string }> {
  const commit = await commitBeforeLastMigration().catch((error: Error) => ({ missing: error.message }))
  if (typeof commit !== 'string') return commit
  const folder = path.join(tmpdir(), `${kept}${commit.slice(0, 12)}`)
  if (!(await exists(folder))) await make(commit, folder)
  await linkPackages(folder)
  return { folder }
}

/** Whoever made it may have been another checkout, which may be gone. */
async function linkPackages(folder: string): Promise<void> {
  const [ours, link] = [path.join(root, 'node_modules'), path.join(folder, 'node_modules')]
  if ((await readlink(link).catch(() => null)) === ours) return
  await rm(link, { force: true })
  await symlink(ours, link)
}

async function commitBeforeLastMigration(): Promise<string> {
  const last = (await readdir(path.join(root, 'db', 'migrations'))).toSorted().at(-1)!
  const added = await git(
    'log',
    '-1',
    '--first-parent',
    '-m',
    '--diff-filter=A',
    '--format=%H',
    '--',
    `db/migrations/${last}`,
  )
  // Not committed yet: what is committed is the version before it.
  return git('rev-parse', '--verify', added ? `${added}^1` : 'HEAD')
}

async function make(commit: string, folder: string): Promise<void> {
  await forgetOthers()
  const draft = await mkdtemp(path.join(tmpdir(), `${kept}draft-`))
  const archive = path.join(draft, 'archive.tar')
  await git('archive', '--output', archive, commit)
  await run('tar', ['-xf', archive, '-C', draft])
  await rm(archive)
  await symlink(path.join(root, 'node_modules'), path.join(draft, 'node_modules'))
  const firme = (command: string) =>
    run(process.execPath, [path.join(draft, 'app', 'firme.mjs'), command], { cwd: draft })
  // Versions that have no `build` build everything before any command.
  await firme('build').catch(() => firme('help'))
  // If two runs build it at once, the first is kept.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
}

/** Each takes 20 MB. One that is a day old belongs to an older migration, or was cut short. */
async function forgetOthers(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((one) => one.startsWith(kept))) {
    const folder = path.join(tmpdir(), name)
    if (Date.now() - (await stat(folder)).mtimeMs > 86_400_000) await rm(folder, { recursive: true, force: true })
  }
}

async function git(...args: string[]): Promise<string> {
  return (await run('git', args, { cwd: root })).stdout.trim()
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
