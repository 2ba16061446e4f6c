import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { textProblem } from '~/channels/sms/text-problem'
import { type Bilingual, isLanguage, type Language, languages } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { momentsAgo, oneAtATime } from '~/office/guard/sent-twice.server'
import type { FieldError, FormState } from '~/ui/forms/form-state'
import { typedLine, typedLines } from '~/ui/forms/typed-text'
import type { CannedReply } from './canned-reply'

const mostNameLetters = 60
const mostReplyLetters = 450

const name = typedLine(mostNameLetters, 'tooLong')
const words = typedLines(mostReplyLetters, 'tooLong')
const replySchema = z.object({ name_en: name, name_es: name, words_en: words, words_es: words })

/** The replies of these groups, in the order of their names. */
export async function readReplies(db: Db, groupIds: string[], language: Language): Promise<CannedReply[]> {
  if (groupIds.length === 0) return []
  const rows = await db
    .selectFrom('canned_reply')
    .select(['id', 'group_id as groupId', 'name', 'words'])
    .where('group_id', 'in', groupIds)
    .where('dropped_at', 'is', null)
    .execute()
  return rows.toSorted((one, other) => one.name[language].localeCompare(other.name[language], language))
}

/** The words of a reply chosen in a form. @param choice as `choiceOf` writes it. @returns null when it is gone */
export async function wordsOf(db: Db, choice: string, groupIds: string[]): Promise<string | null> {
  const [id, language] = choice.split(' ')
  const reply = isLanguage(language) && (await readReplies(db, groupIds, language)).find((one) => one.id === id)
  return reply ? reply.words[language] : null
}

/** What became of a change, and what the next page offers to undo. */
export type ReplyChange =
  | { outcome: 'done'; what: 'added' | 'removed' | 'restored' | 'undone' | 'reworded'; id: string }
  /** Undo names what was `saved`, so that it takes back no other words. */
  | { outcome: 'changed'; id: string; saved: string }
  | { outcome: 'refused'; form: FormState }
  /** Nothing was saved: it was only spelled cheaper. */
  | { outcome: 'typed'; form: FormState }

/**
 * Adds, changes or removes a reply, or undoes that; each writes an audit entry.
 *
 * @throws 404 for a reply of a group whose texts this organizer may not answer
 */
export async function changeReplies(office: Office, fields: Record<string, string>): Promise<ReplyChange> {
  const spelled = /^cheaper (words_(?:en|es))/.exec(fields.intent ?? '')?.[1]
  if (spelled) {
    const intent = fields.id ? 'change' : 'add'
    const values = { ...fields, intent, [spelled]: cheaperSpelling(fields[spelled] ?? '') }
    return { outcome: 'typed', form: { values, errors: [] } }
  }
  switch (fields.intent) {
    case 'add':
      return addReply(office, fields)
    case 'change':
      return rewordReply(office, fields)
    case 'undo':
      return undoReply(office, fields)
    case 'remove':
    case 'restore': {
      const dropped = fields.intent === 'remove' ? office.now : null
      const { id } = await change(office, fields, sql`dropped_at = ${dropped}`)
      return { outcome: 'done', what: dropped ? 'removed' : 'restored', id }
    }
    default:
      throw new Response(null, { status: 400 })
  }
}

async function addReply(office: Office, fields: Record<string, string>): Promise<ReplyChange> {
  const groupId = fields.group ?? ''
  if (!office.groups.has(groupId) || !office.may('publish', groupId)) throw new Response(null, { status: 404 })
  const read = readReply(office, fields)
  if (read.outcome === 'refused') return read
  const { now } = office
  return office.db.transaction().execute(async (trx) => {
    await oneAtATime(trx, `canned reply ${groupId}`)
    const twin = await trx
      .selectFrom('canned_reply')
      .select('id')
      .where('group_id', '=', groupId)
      .where(sql<boolean>`words = ${read.words}::jsonb`)
      .where('dropped_at', 'is', null)
      .where('created_at', '>', momentsAgo(now))
      .executeTakeFirst()
    if (twin) return { outcome: 'done', what: 'added', id: twin.id }
    const id = randomUUID()
    const { name, words } = read
    await trx
      .insertInto('canned_reply')
      .values({ id, group_id: groupId, name, words, before: null, created_at: now, changed_at: now, dropped_at: null })
      .execute()
    await office.audit({ groupId, act: 'changed-reply', subject: id }, trx)
    return { outcome: 'done', what: 'added', id }
  })
}

async function rewordReply(office: Office, fields: Record<string, string>): Promise<ReplyChange> {
  const read = readReply(office, fields)
  if (read.outcome === 'refused') return read
  const set = sql`before = jsonb_build_object('name', name, 'words', words), name = ${read.name}::jsonb, words = ${read.words}::jsonb`
  return { outcome: 'changed', ...(await change(office, fields, set)) }
}

/**
 * Puts the words back that a reply had before the change that `saved` names. Pressed twice, they are back; what somebody
 * has written since stays.
 */
async function undoReply(office: Office, fields: Record<string, string>): Promise<ReplyChange> {
  const { id = '', saved = '' } = fields
  const set = sql`name = before -> 'name', words = before -> 'words', before = null`
  const undone = await changeWhere(office, id, set, sql`before is not null and ${savedWords} = ${saved}`)
  if (undone) return { outcome: 'done', what: 'undone', id }
  const { rows } = await sql<{ isUndone: boolean }>`
    select before is null as "isUndone" from canned_reply where id::text = ${id} and group_id = any(${office.groupsWith('publish')}::uuid[])
  `.execute(office.db)
  if (!rows[0]) throw new Response(null, { status: 404 })
  return { outcome: 'done', what: rows[0].isUndone ? 'undone' : 'reworded', id }
}

const savedWords = sql<string>`md5(name::text || words::text)`

async function change(office: Office, { id = '' }: Record<string, string>, set: ReturnType<typeof sql>) {
  const changed = await changeWhere(office, id, set, sql`true`)
  if (!changed) throw new Response(null, { status: 404 })
  return changed
}

async function changeWhere(
  office: Office,
  id: string,
  set: ReturnType<typeof sql>,
  where: ReturnType<typeof sql>,
): Promise<{ id: string; saved: string } | null> {
  const groups = office.groupsWith('publish')
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ groupId: string; saved: string }>`
      update canned_reply set ${set}, changed_at = ${office.now}
      where id::text = ${id} and group_id = any(${groups}::uuid[]) and ${where}
      returning group_id as "groupId", ${savedWords} as saved
    `.execute(trx)
    if (!rows[0]) return null
    await office.audit({ groupId: rows[0].groupId, act: 'changed-reply', subject: id }, trx)
    return { id, saved: rows[0].saved }
  })
}

type ReadReply = { outcome: 'read'; name: string; words: string } | Extract<ReplyChange, { outcome: 'refused' }>

/** Both languages or neither, and no longer than a text may be. */
function readReply({ t }: Pick<Office, 't'>, fields: Record<string, string>): ReadReply {
  const parsed = replySchema.safeParse(fields)
  const errors: FieldError[] = parsed.success
    ? languages
        .flatMap((language) => [
          ...(parsed.data[`name_${language}`] === ''
            ? [{ field: `name_${language}`, problem: 'no-name' } as const]
            : []),
          ...wordProblem(language, parsed.data[`words_${language}`]),
        ])
        .map(({ field, problem }) => ({ field, message: problem, said: t(`texts.canned.problems.${problem}`) }))
    : parsed.error.issues.map(({ path }) => ({
        field: String(path[0]),
        message: 'long',
        said: t('texts.canned.problems.long'),
      }))
  if (errors.length > 0 || !parsed.success) return { outcome: 'refused', form: { values: { ...fields }, errors } }
  const { name_en, name_es, words_en, words_es } = parsed.data
  const both = (en: string, es: string) => JSON.stringify({ en, es } satisfies Bilingual)
  return { outcome: 'read', name: both(name_en, name_es), words: both(words_en, words_es) }
}

function wordProblem(language: Language, text: string) {
  const problem = text === '' ? 'no-words' : textProblem(text)
  return problem ? [{ field: `words_${language}`, problem } as const] : []
}
