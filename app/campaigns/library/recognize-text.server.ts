import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { ownEnvironment } from '~/env.server'

/** A program that finds text in pictures. */
export interface Recognizer {
  /** The text in a picture (PNG); null when the program failed or took too long. */
  recognize(png: Uint8Array): Promise<string | null>
}

/** Milliseconds for a page. */
const patience = 60_000
const languages = ['eng', 'spa']

/** @returns null when `tesseract` is not installed, or knows neither English nor Spanish */
export async function openRecognizer(command = 'tesseract'): Promise<Recognizer | null> {
  const listed = await run(command, ['--list-langs'], null)
  const known = languages.filter((language) => listed?.split(/\s+/).includes(language))
  if (known.length === 0) return null
  return { recognize: (png) => run(command, ['stdin', 'stdout', '-l', known.join('+')], png) }
}

/** @returns what it wrote; null when it is not there, fails or takes too long */
async function run(command: string, args: string[], input: Uint8Array | null): Promise<string | null> {
  const { PATH, TESSDATA_PREFIX } = ownEnvironment()
  const env = { PATH, TESSDATA_PREFIX, OMP_THREAD_LIMIT: '1' } as unknown as NodeJS.ProcessEnv
  const child = spawn(command, args, {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: patience,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<boolean>((resolve) =>
    child.once('error', () => resolve(false)).once('close', (code) => resolve(code === 0)),
  )
  // One that has ended takes no more; its exit says why.
  child.stdin.on('error', () => {})
  child.stdin.end(input ?? undefined)
  const [written, isGood] = await Promise.all([text(child.stdout).catch(() => ''), ended])
  return isGood ? written : null
}
