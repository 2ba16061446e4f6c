import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Env } from '~/env.server'
import { deleteData, planReset } from '~/reset.server'
import { say, Wrong } from './command.server'

export async function runReset(env: Env, [flag]: string[]): Promise<void> {
  if (flag !== undefined && flag !== '--yes') throw new Wrong('Usage: npx firme reset [--yes]')
  const plan = await planReset(env)
  switch (plan.outcome) {
    case 'production':
      throw new Wrong('reset is not for production: nothing was deleted.')
    case 'other-database':
      throw new Wrong(
        "DATABASE_URL names a database that is not Firme's own, and what lies in the data folder may belong to it: nothing was deleted.",
      )
    case 'no-database':
      throw new Wrong(
        `There is no database of Firme's own in ${plan.folder}, so its keyring may open one elsewhere: nothing was deleted.`,
      )
    case 'empty':
      return say(`There is nothing of Firme in ${plan.folder}.`)
    case 'planned':
  }
  say(`This deletes, in ${plan.folder}, for good:\n`)
  for (const { name, bytes } of plan.entries) say(`  ${name.padEnd(24)} ${megabytes(bytes)}`)
  say(`  ${'together'.padEnd(24)} ${megabytes(plan.entries.reduce((sum, { bytes }) => sum + bytes, 0))}\n`)
  if (flag !== '--yes' && (await ask('Type "reset" to delete it: ')) !== 'reset')
    throw new Wrong('Nothing was deleted.')
  await deleteData(plan)
  if (plan.elsewhere) say(`The files of documents in ${plan.elsewhere} were left alone.`)
  say('Deleted. The next start begins from scratch.')
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1).padStart(8)} MB`
}

/** Reads a line from the terminal; '' when input is closed. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await Promise.race([terminal.question(question), once(terminal, 'close').then(() => '')])
  } finally {
    terminal.close()
  }
}
