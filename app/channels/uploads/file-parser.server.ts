import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type ParseKind, type Refusal, RefusedFile } from './parse-kind'
import type { UploadedFile } from './uploaded-file.server'

/** Parses files in child processes, so that no file can block, fill or crash this process. */
export interface FileParser {
  /**
   * Yields the pieces of a file as its parser finds them; the parser waits while a piece is being used.
   *
   * @throws RefusedFile when the file is refused or the parser is busy; any other error is a parser bug
   */
  parse<Options, Piece>(kind: ParseKind<Options, Piece>, work: ParseWork<Options>): AsyncGenerator<Piece, void>
}

interface ParseWork<Options> {
  files: readonly UploadedFile[]
  options: Options
  /** Stops the parser, for example when the sender has disconnected. */
  signal?: AbortSignal
  /** Limits of this file, for a kind that needs others. */
  limits?: Partial<Omit<ParseLimits, 'atOnce' | 'waiting'>>
}

/** First message to the parser; the files' bytes follow on its standard input, one file after another. */
export interface ParseOrder {
  kind: string
  options: unknown
  files: { name: string; size: number }[]
}

/** What the parser answers. After each piece it waits for our message before it sends the next. */
export type ParseAnswer =
  | { piece: unknown }
  | { done: true }
  | { refused: Refusal }
  | { failed: { name: string; stack: string } }

export interface ParseLimits {
  /** Time spent waiting for the parser; time the caller takes with a piece does not count. */
  milliseconds: number
  /** Time for any one piece. */
  millisecondsEach: number
  heapMegabytes: number
  residentMegabytes: number
  /** CPU seconds after which the kernel ends a parser whose parent was killed. */
  processorSeconds: number
  /** Most concurrent processes, and most files waiting for one. */
  atOnce: number
  waiting: number
}

const usual: ParseLimits = {
  milliseconds: 30_000,
  millisecondsEach: Number.POSITIVE_INFINITY,
  heapMegabytes: 384,
  residentMegabytes: 512,
  processorSeconds: 120,
  atOnce: 2,
  waiting: 20,
}
const megabyte = 1024 * 1024
const lookEvery = 50

/**
 * @param entry the built `app/parse-file.ts`
 * @param given limits that replace the defaults: 30 seconds and 512 MB per file, two files at a time
 */
export function openFileParser(entry: string, given: Partial<ParseLimits> = {}): FileParser {
  const limits = { ...usual, ...given }
  const turns = openTurns(limits)
  return {
    async *parse<Options, Piece>(
      kind: ParseKind<Options, Piece>,
      { files, options, signal, limits: own }: ParseWork<Options>,
    ): AsyncGenerator<Piece, void> {
      const done = await turns.take(signal)
      try {
        const limitsOfFile = { ...limits, ...own }
        const child = startParser(entry, limitsOfFile)
        try {
          const order: ParseOrder = { kind: kind.name, options, files: files.map(({ name, size }) => ({ name, size })) }
          yield* converse(child, { order, files, limits: limitsOfFile, signal }) as AsyncGenerator<Piece, void>
        } finally {
          await end(child)
        }
      } finally {
        done()
      }
    },
  }
}

/** An environment without access to the database or the keys. */
const nothing = {} as NodeJS.ProcessEnv

function startParser(entry: string, { heapMegabytes, processorSeconds }: ParseLimits): ChildProcess {
  const node = [process.execPath, `--max-old-space-size=${heapMegabytes}`, '--no-warnings', entry]
  // The shell disables core dumps, which would write the file's contents to disk, and then becomes the parser.
  const [command, ...args] =
    process.platform === 'win32'
      ? node
      : ['/bin/sh', '-c', `ulimit -c 0; ulimit -t ${processorSeconds}; exec "$0" "$@"`, ...node]
  return spawn(command!, args, { env: nothing, stdio: ['pipe', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' })
}

interface Conversation {
  order: ParseOrder
  files: readonly UploadedFile[]
  limits: ParseLimits
  signal?: AbortSignal | undefined
}

async function* converse(
  child: ChildProcess,
  { order, files, limits, signal }: Conversation,
): AsyncGenerator<unknown, void> {
  const broken = Promise.withResolvers<never>()
  // The rejection is handled where an answer is awaited; between two answers nobody listens.
  broken.promise.catch(() => {})
  const refuse = (refusal: Refusal) => broken.reject(new RefusedFile(refusal))
  child.once('error', broken.reject)
  // Writing to a parser that has ended fails; its exit says why.
  child.stdin?.on('error', () => {})
  child.once('exit', (code, killedBy) => refuse(whyEnded(code, killedBy)))
  const stop = () => refuse({ why: 'stopped' })
  signal?.addEventListener('abort', stop)
  const watch = setInterval(() => {
    void residentBytes(child.pid!).then(
      (bytes) => bytes > limits.residentMegabytes * megabyte && refuse({ why: 'too-much-memory' }),
    )
  }, lookEvery)
  let left = limits.milliseconds
  const answer = async (): Promise<ParseAnswer> => {
    const since = performance.now()
    const late = setTimeout(() => refuse({ why: 'too-slow' }), Math.min(left, limits.millisecondsEach))
    try {
      const [said] = (await Promise.race([once(child, 'message'), broken.promise])) as [ParseAnswer]
      return said
    } finally {
      clearTimeout(late)
      left -= performance.now() - since
    }
  }
  const say = (message: object) => child.send(message, (error) => error && broken.reject(error))
  try {
    if (signal?.aborted) stop()
    say(order)
    feed(child, files).catch(broken.reject)
    for (;;) {
      const said = await answer()
      if ('done' in said) return
      if ('refused' in said) throw new RefusedFile(said.refused)
      if ('failed' in said) throw Object.assign(new Error('a file could not be parsed'), said.failed)
      yield said.piece
      say({ next: true })
    }
  } finally {
    clearInterval(watch)
    signal?.removeEventListener('abort', stop)
  }
}

/** Sends the files. A parser that has ended accepts no more; its exit says why. */
async function feed({ stdin }: ChildProcess, files: readonly UploadedFile[]): Promise<void> {
  try {
    for (const file of files) await pipeline(file.stream(), stdin!, { end: false })
    stdin!.end()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (
      code !== 'EPIPE' &&
      code !== 'ECONNRESET' &&
      code !== 'ERR_STREAM_PREMATURE_CLOSE' &&
      code !== 'ERR_STREAM_DESTROYED'
    )
      throw error
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** A parser never exits before it has answered: something ended it. */
function whyEnded(code: number | null, killedBy: NodeJS.Signals | null): Refusal {
  if (killedBy === 'SIGXCPU') return { why: 'too-slow' }
  if (killedBy === 'SIGSEGV' || killedBy === 'SIGBUS' || code === 0) return { why: 'unreadable' }
  // V8 aborts when its heap is full; a SIGKILL that is not ours comes from the kernel when the machine is out of
  // memory.
  return { why: 'too-much-memory' }
}

/**
 * Resident memory of a process, of which the heap is only a part. Zero when it has ended, or on systems without /proc.
 */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}

interface Turns {
  /**
   * Waits for a turn.
   *
   * @returns a function that gives the turn back
   */
  take(signal?: AbortSignal): Promise<() => void>
}

function openTurns({ atOnce, waiting }: ParseLimits): Turns {
  let running = 0
  const queue: (() => void)[] = []
  const give = () => {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }
  return {
    async take(signal) {
      if (signal?.aborted) throw new RefusedFile({ why: 'stopped' })
      if (running < atOnce) running += 1
      else if (queue.length >= waiting) throw new RefusedFile({ why: 'busy' })
      else {
        await new Promise<void>((resolve, reject) => {
          const leave = () => {
            queue.splice(queue.indexOf(begin), 1)
            reject(new RefusedFile({ why: 'stopped' }))
          }
          const begin = () => {
            signal?.removeEventListener('abort', leave)
            resolve()
          }
          queue.push(begin)
          signal?.addEventListener('abort', leave, { once: true })
        })
      }
      return give
    },
  }
}
