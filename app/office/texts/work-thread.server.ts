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
import { stopPhone } from './stop-phone.server'
import type { ThreadDone, TypedAnswer } from './thread-state'

/**
 * Carries out what was pressed on the page of a thread. A typed answer is sent, or stays in its field whatever else was
 * pressed. Once its phone has been forgotten the thread has no page: the inbox says so.
 */
export async function workThread(office: Office, network: string) {
  const id = office.params.thread
  if (!isUuid(id)) throw new Response(null, { status: 404 })
  const fields = await formFields(office.request)
  const { intent = '', reply = '', seen = '', from = '' } = fields
  const isTyped = cleanLines(reply) !== ''
  const refuse = (problem: TypedAnswer['problem'], by?: string) =>
    data<TypedAnswer>({ reply, problem, ...(by === undefined ? {} : { by }) }, { status: by === undefined ? 422 : 409 })
  const done = (did: ThreadDone['did'], more: Record<string, string> = {}) =>
    redirect(paths.office.thread(id, { did, ...more }), 303)
  const forgotten = () => redirect(paths.office.inbox({ forgotten: '' }), 303)
  if (!(await isKept(office.db, id))) return forgotten()
  const hand = async (to: string) => {
    const handed = await handThread(office, network, { id, from, to })
    if (handed.outcome === 'taken') return refuse('held', handed.by)
    if (handed.outcome === 'cannot') return refuse('cannot')
    return isTyped ? data<TypedAnswer>({ reply, problem: null }) : done(handed.act, { before: from })
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
      return data<TypedAnswer>({ reply, problem: null })
    case 'cheaper reply':
      return data<TypedAnswer>({ reply: cheaperSpelling(reply), problem: null })
    case 'fill': {
      const words = await wordsOf(office.db, fields.canned ?? '', [...office.groups.keys()])
      return words === null ? refuse('no-reply') : data<TypedAnswer>({ reply: withReply(reply, words), problem: null })
    }
    case 'answer': {
      if (!isTyped) return refuse('empty')
      if (office.env.channels.texts === 'none') return refuse('not-set-up')
      const answered = await answerThread(office, network, { id, reply, seen, seed: fields.seed ?? '' })
      if (answered.outcome === 'refused') return refuse(answered.problem)
      if (answered.outcome === 'forgotten') return forgotten()
      return answered.outcome === 'taken' ? refuse('held', answered.by) : done(answered.outcome)
    }
    case 'done': {
      if (isTyped) return refuse('unsent')
      const at = await markDone(office, network, { id, seen })
      return at ? done('done', { at: at.toISOString() }) : done('gone')
    }
    case 'reopen': {
      const at = z.iso.datetime().safeParse(fields.at)
      const isOpen = at.success && (await reopenThread(office, network, { id, at: new Date(at.data) }))
      return done(isOpen ? 'reopened' : 'gone')
    }
    case 'stop': {
      if (isTyped) return refuse('unsent')
      const stopped = await stopPhone(office, network, { id, seen })
      return stopped === 'forgotten' ? forgotten() : done(stopped)
    }
    default:
      throw new Response(null, { status: 400 })
  }
}

async function isKept(db: Db, id: string): Promise<boolean> {
  return (
    (await db.selectFrom('text_to_read').select('id').where('conversation_id', '=', id).executeTakeFirst()) !==
    undefined
  )
}
