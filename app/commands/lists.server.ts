import { fileURLToPath } from 'node:url'
import type { Db } from '#db/client'
import { missingFromSchema } from '#db/migrate'
import { seedReference } from '#db/seeds/reference'
import { openFileParser } from '~/channels/uploads/file-parser.server'
import type { Env } from '~/env.server'
import { importHud } from '~/officials/divisions/lists/import-hud.server'
import { importPlaces } from '~/officials/divisions/lists/import-places.server'
import { type FileTable, readTable, whyUnread } from '~/officials/divisions/lists/read-table.server'
import { say, Wrong } from './command.server'

export async function runZip(db: Db, _: Env, [verb, file]: string[]): Promise<void> {
  if (verb !== 'import-hud' || !file) throw new Wrong('Say which file: zip import-hud FILE.')
  await insistOnSchema(db)
  await seedReference(db)
  const { zips, problems, regions } = await importHud(db, await tableOf(file))
  sayProblems(problems)
  if (regions > 0)
    say(`${regions} lines of Connecticut's planning regions were passed over: its ZIPs keep their counties.`)
  say(`${zips} ZIPs have their shares.`)
}

export async function runPlaces(db: Db, _: Env, [verb, file]: string[]): Promise<void> {
  if (verb !== 'import' || !file) throw new Wrong('Say which file: places import FILE.')
  await insistOnSchema(db)
  await seedReference(db)
  const { added, known, problems } = await importPlaces(db, await tableOf(file))
  const whys = {
    id: 'the id is missing or wrong, or there is no name',
    geoid: "the number is missing, or is no place's in its state",
  }
  sayProblems(
    problems.map(({ line, reason, text }) => ({ line, why: text ? `${whys[reason]}: “${text}”` : whys[reason] })),
  )
  say(`${added} cities and towns are new; ${known} were there.`)
}

async function tableOf(file: string): Promise<FileTable> {
  try {
    return await readTable(openFileParser(fileURLToPath(new URL('./parse-file.js', import.meta.url))), file)
  } catch (error) {
    throw new Wrong(whyUnread(file, error))
  }
}

/** Importing places requires all migrations; while a site is starting, some may still be pending. */
async function insistOnSchema(db: Db): Promise<void> {
  const pending = await missingFromSchema(db)
  if (pending.length > 0)
    throw new Wrong(
      `The database is not up to date yet: ${pending.join(', ')} ${pending.length === 1 ? 'is' : 'are'} to run. If Firme is starting, wait a minute and try again; otherwise run: npx firme migrate.`,
    )
}

const mostSaid = 200

function sayProblems(problems: { line: number; why: string }[]): void {
  for (const { line, why } of problems.slice(0, mostSaid)) say(`line ${line}: ${why}`)
  if (problems.length > mostSaid) say(`and ${problems.length - mostSaid} lines more`)
  if (problems.length > 0) process.exitCode = 1
}
