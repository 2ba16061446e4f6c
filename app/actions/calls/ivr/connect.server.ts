import { spoken } from '~/actions/calls/spoken-official'
import { giveBackLine, takeLine } from '~/actions/calls/take-line.server'
import { whenWords } from '~/actions/kind/when-words'
import { costOf } from '~/channels/money/prices'
import { beginTwiml, farewell, gathering, goingOn, patience, say } from '~/channels/voice/speech'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { territoryZone } from '~/ui/forms/us-number'
import { nextOffice, type OfficeLine, tryAgainAt } from './next-office.server'
import type { Answering, CallSession } from './session.server'

/** Maximum seconds of a conversation, and of ringing before it. */
const longestTalk = 600
const longestRinging = 30

/**
 * Connects the caller to the next available office.
 *
 * @param voicemail position of the office whose voicemail they want
 */
export async function connect(
  answering: Answering,
  session: CallSession,
  callSid: string,
  from: number,
  voicemail: number | null,
  now: Date,
): Promise<string> {
  const next = await nextOffice(answering.db, session, callSid, from, voicemail, now)
  const { language } = session
  const t = translator(language)
  switch (next.outcome) {
    case 'nobody':
      return noMore(answering, session, callSid, now)
    case 'closed': {
      const { position, target } = next.line
      const when = whenWords(language, next.opensAt, target.organization.timeZone!, now)
      const further = paths.hooks.voice('go', { ...session.query, p: String(position + 1) })
      return gathering(
        language,
        t('texts.voice.closed', { who: spoken(target, language), when }),
        paths.hooks.voice('shut', { ...session.query, p: String(position) }),
        patience.key,
        (twiml) => twiml.redirect(further),
      )
    }
    case 'free': {
      const { position, target, contact, number } = next.line
      const until = new Date(now.getTime() + (longestRinging + longestTalk) * 1_000)
      const line = {
        callSid,
        position,
        actionId: session.actionId,
        postId: target.postId,
        contactDetailId: contact.id,
        until,
        reservedMicros: costOf(
          { seconds: longestTalk, legs: 1, territoryEnds: endsInTerritory(session, number) },
          answering.env.prices.calls,
        ),
      }
      // Another call may have taken the last line meanwhile.
      return (await takeLine(answering.db, line, session.limits, now))
        ? dial(answering, session, callSid, next.line)
        : connect(answering, session, callSid, position + 1, null, now)
    }
  }
}

/**
 * Dials an office with asynchronous machine detection, so that the caller is connected right away. The star key ends
 * this leg and goes on to the next office.
 */
function dial(
  { env }: Answering,
  session: CallSession,
  callSid: string,
  { position, target, contact, number }: OfficeLine,
): string {
  const { language } = session
  const twiml = beginTwiml()
  say(twiml, language, translator(language)('texts.voice.connecting', { who: spoken(target, language) }))
  const query = { ...session.query, p: String(position) }
  twiml
    .dial({
      callerId: env.twilio!.from,
      timeLimit: longestTalk,
      hangupOnStar: true,
      timeout: longestRinging,
      action: paths.hooks.voice('after', query),
    })
    .number(
      {
        url: paths.hooks.voice('whisper', session.query),
        machineDetection: 'Enable',
        amdStatusCallback: paths.hooks.voice('machine', { ...query, c: callSid }),
        // Wait two seconds for the greeting, then dial the extension.
        ...(contact.extension ? { sendDigits: `wwww${contact.extension}` } : {}),
      },
      number,
    )
  return twiml.toString()
}

function endsInTerritory({ isRungInTerritory }: CallSession, office: string): number {
  return Number(isRungInTerritory) + Number(territoryZone(office) !== null)
}

/** Ends the call: thanks, and when the offices that were not dialed take calls. */
async function noMore({ db }: Answering, session: CallSession, callSid: string, now: Date): Promise<string> {
  const { language } = session
  const t = translator(language)
  const { again, hasReached } = await tryAgainAt(db, session, callSid, now)
  if (!again) return farewell(language, t(hasReached ? 'texts.voice.done' : 'texts.voice.nobody'))
  const when = whenWords(language, again.at, again.zone, now)
  return hasReached
    ? farewell(language, t('texts.voice.othersLater', { when }), t('texts.voice.done'))
    : farewell(language, t('texts.voice.allBusy', { when }))
}

/** After a leg: releases its line, and asks how it went or says that nobody answered. */
export async function afterTalk(
  { db, env }: Answering,
  session: CallSession,
  callSid: string,
  position: number,
  talk: { status: string; seconds: number },
  now: Date,
): Promise<string> {
  const leg = await db
    .selectFrom('call_leg')
    .innerJoin('contact_detail', 'contact_detail.id', 'contact_detail_id')
    .select('value')
    .where('call_sid', '=', callSid)
    .where('position', '=', position)
    .executeTakeFirst()
  await giveBackLine(
    db,
    callSid,
    position,
    costOf(
      { seconds: talk.seconds, legs: 1, territoryEnds: endsInTerritory(session, leg?.value ?? '') },
      env.prices.calls,
    ),
    now,
  )
  const { language, query } = session
  const t = translator(language)
  const further = paths.hooks.voice('go', { ...query, p: String(position + 1) })
  if (talk.status === 'completed' && talk.seconds > 0) return askHow(session, position)
  return goingOn(language, t(talk.status === 'busy' ? 'texts.voice.busy' : 'texts.voice.noAnswer'), further)
}

/** Asks how a conversation went, then goes on. @param before words said first */
export function askHow({ language, query }: CallSession, position: number, before = ''): string {
  return gathering(
    language,
    `${before} ${translator(language)('texts.voice.how')}`.trim(),
    paths.hooks.voice('told', { ...query, p: String(position) }),
    patience.key,
    (twiml) => twiml.redirect(paths.hooks.voice('go', { ...query, p: String(position + 1) })),
  )
}
