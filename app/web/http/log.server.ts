import { pino } from 'pino'
import type { Env } from '~/env.server'

/**
 * The only fields allowed in logs: ids, names of our own things, numbers. Nothing personal, and nothing that a person
 * typed.
 */
const allowed = [
  'messageId',
  'petitionId',
  'signatureId',
  'organizerId',
  'template',
  'outcome',
  'job',
  'result',
  'loop',
  'state',
  'why',
  'method',
  'route',
  'status',
  'ms',
  'error',
  'port',
  'unsaid',
] as const
const isAllowed = new Set<string>(allowed)

type Fields = Partial<Record<(typeof allowed)[number], unknown>>
type Level = 'debug' | 'info' | 'warn' | 'error'

/** Writes a line of JSON; a field that is not on the list does not compile. */
export type Logger = Record<Level, (fields: Fields, message: string) => void>

/** Opens the log: JSON lines on standard output, with only the allowed fields. */
export function openLog({ logLevel }: Pick<Env, 'logLevel'>): Logger {
  return pino({
    level: logLevel,
    base: undefined,
    formatters: {
      log: (fields) => Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => keep(name, value))),
    },
  })
}

/**
 * From now on the log only notes that a library printed something, not what: it may contain an address, a name or a
 * token. Our own lines go to the log.
 */
export function hushConsole(log: Logger): void {
  for (const way of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const)
    console[way] = () => log.debug({}, 'a library printed something')
}

function keep(name: string, value: unknown): [string, unknown][] {
  if (!isAllowed.has(name)) return []
  return [[name, name === 'error' ? safeError(value) : value]]
}

/**
 * What may be logged about an error: its kind, its code, database object names, and where in our code it was thrown. A
 * database's message and detail quote values, so they are omitted, as is any other message.
 */
function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code, table, constraint, schema } = error as Error & {
    code?: unknown
    table?: unknown
    constraint?: unknown
    schema?: unknown
  }
  const where = error.stack
    ?.split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .slice(0, 8)
    .map((line) => line.trim())
  return { kind: error.name, code, schema, table, constraint, where }
}
