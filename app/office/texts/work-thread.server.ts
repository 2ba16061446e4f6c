import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { cleanLines } from '~/ui/forms/text'
import { answerThread, markDone, reopenThread } from './answer-thread.server'
import { wordsOf } from './canned-replies.server'
import { withReply } from './canned-reply'
import { handThread } from './hand-thread.server'
import { snoozeDays } from './snooze-days'
import { snoozeThread } from './snooze-thread.server'
import { stopPhone } from './stop-phone.server'
import { addNote, removeNote } from './thread-notes.server'
import type { ThreadDone, TypedAnswer } from './thread-state'

/**
 * Carries out what was pressed on the page of a thread. A typed answer is sent, or stays in its field whatever else was
 * pressed. Once its phone has been forgotten the thread has no page: the inbox says so.
 */
export async function workThread(office: Office, network: string) {
  const id = office.params.thread
  if (!isUuid(id)) throw new Response(null, { status: 404 })
  const fields = await formFields(office.request)
  const { intent: pressed = '', reply = '', seen = '', from = '', note: typedNote = '' } = fields
  const [intent = '', named = ''] = pressed.startsWith('remove-note ') ? pressed.split(' ') : [pressed, fields.id]
  const isTyped = cleanLines(reply) !== ''
  const note = cleanLines(typedNote)
  const kept = note ? { note } : {}
  const refuse = (problem: TypedAnswer['problem'], by?: string) =>
    data<TypedAnswer>(
      { reply, ...kept, problem, ...(by === undefined ? {} : { by }) },
      { status: by === undefined ? 422 : 409 },
    )
  const done = (did: ThreadDone['did'], more: Record<string, string> = {}) =>
    redirect(paths.office.thread(id, { did, ...more }), 303)
  const forgotten = () => redirect(paths.office.inbox({ forgotten: '' }), 303)
  if (!(await isKept(office.db, id))) return forgotten()
  const typed = (words: string) => data<TypedAnswer>({ reply: words, ...kept, problem: null })
  const hand = async (to: string) => {
    const handed = await handThread(office, network, { id, from, to })
    if (handed.outcome === 'taken') return refuse('held', handed.by)
    if (handed.outcome === 'cannot') return refuse('cannot')
    return isTyped || note ? typed(reply) : done(handed.act, { before: from })
  }
  switch (intent) {
    case 'take':
      return hand(office.organizer.id)
    case 'give':
    case 'undo-hand':
      return hand(fields.to ?? '')
    case 'return':
      return hand('')
    case 'count':
      return typed(reply)
    case 'cheaper reply':
      return typed(cheaperSpelling(reply))
    case 'fill': {
      const words = await wordsOf(office.db, fields.canned ?? '', [...office.groups.keys()])
      return words === null ? refuse('no-reply') : typed(withReply(reply, words))
    }
    case 'answer': {
      if (!isTyped) return refuse('empty')
      if (office.env.channels.texts === 'none' && !(await isMailThread(office.db, id))) return refuse('not-set-up')
      const answered = await answerThread(office, network, { id, reply, seen, seed: fields.seed ?? '' })
      if (answered.outcome === 'refused') return refuse(answered.problem)
      if (answered.outcome === 'forgotten') return forgotten()
      if (answered.outcome === 'taken') return refuse('held', answered.by)
      if (note) await addNote(office, network, { thread: id, text: note })
      return done(answered.outcome)
    }
    case 'note': {
      if (!note) return refuse('no-note')
      await addNote(office, network, { thread: id, text: note })
      return isTyped ? data<TypedAnswer>({ reply, problem: null }) : done('noted')
    }
    case 'remove-note':
    case 'restore-note': {
      const isBack = intent === 'restore-note'
      const noteId = named
      const isChanged = isUuid(noteId) && (await removeNote(office, network, { thread: id, id: noteId, isBack }))
      if (!isChanged) return done('gone')
      if (isTyped || note) return typed(reply)
      return isBack ? done('restored-note') : done('removed-note', { note: noteId })
    }
    case 'snooze': {
      if (isTyped || note) return refuse('unsent')
      const days = snoozeDays.find((count) => String(count) === fields.days) ?? 1
      return done((await snoozeThread(office, network, { id, days })) ? 'snoozed' : 'gone')
    }
    case 'wake':
      return done((await snoozeThread(office, network, { id, days: null })) ? 'awake' : 'gone')
    case 'done': {
      if (isTyped || note) return refuse('unsent')
      const at = await markDone(office, network, { id, seen })
      return at ? done('done', { at: at.toISOString() }) : done('gone')
    }
    case 'reopen': {
      const at = z.iso.datetime().safeParse(fields.at)
      const isOpen = at.success && (await reopenThread(office, network, { id, at: new Date(at.data) }))
      return done(isOpen ? 'reopened' : 'gone')
    }
    case 'stop': {
      if (isTyped || note) return refuse('unsent')
      const stopped = await stopPhone(office, network, { id, seen })
      return stopped === 'forgotten' ? forgotten() : done(stopped)
    }
    default:
      throw new Response(null, { status: 400 })
  }
}

async function isMailThread(db: Db, id: string): Promise<boolean> {
  const thread = await db.selectFrom('conversation').select('channel').where('id', '=', id).executeTakeFirst()
  return thread?.channel === 'mail'
}

async function isKept(db: Db, id: string): Promise<boolean> {
  return (
    (await db.selectFrom('text_to_read').select('id').where('conversation_id', '=', id).executeTakeFirst()) !==
    undefined
  )
}
