import { languages } from '~/i18n/language'
import { drawLadder } from '~/messages/ladders/draw-ladder'
import { ladderOf, rungsOf } from '~/messages/ladders/ladder'
import { ladderContent } from '~/messages/ladders/ladder-content'
import { countLadder } from '~/messages/ladders/ladder-counts.server'
import { ladderFields } from '~/messages/ladders/ladder-fields'
import { fillWords } from '~/messages/ladders/ladder-words'
import { type RehearsedDay, rehearse } from '~/messages/ladders/rehearse'
import { sayStep } from '~/messages/ladders/say-step'
import { readDraft } from '~/office/editor/drafts.server'
import { justPublished } from '~/office/editor/writing-routes.server'
import type { Office } from '~/office/guard/guard.server'
import { withoutRemoved } from '~/ui/forms/content'
import { usualZone, type Zone, zoneNames } from '~/ui/page/zones'
import type { Rehearsing, SaidDay } from './ladder-page'
import { type LadderWritten, ladderWriting } from './ladder-writing.server'
import { openTasks } from './ladders.server'

/** Everything the page of a ladder shows; of its draft before it is published, or when asked for. */
export async function readLadderPage(office: Office, thing: LadderWritten) {
  const { db, lang, now, url } = office
  const isDraft = thing.state === 'draft' || url.searchParams.has('draft')
  const stored = isDraft
    ? (await readDraft(db, ladderWriting, thing)).content
    : (thing.content as Record<string, unknown>)
  const content = ladderContent.parse(withoutRemoved(ladderFields, stored))
  const ladder = ladderOf(content.steps)
  const rungs = rungsOf(ladder).map((rung) => ({ key: rung.key, name: sayStep(rung, lang) }))
  const rehearsing = askedIn(url.searchParams, rungs, office.groups.get(thing.groupId)?.timeZone ?? usualZone)
  const walked = languages.map((language) => rehearse(content, rehearsing.rung, whoIs(rehearsing, language), now))
  return {
    id: thing.id,
    isPaused: thing.pausedAt !== null,
    isDraft,
    isJustPublished: justPublished(office) === 'published',
    drawing: drawLadder(ladder),
    says: Object.fromEntries(content.steps.map((step) => [step.key, sayStep(step, lang)])),
    steps: content.steps.map(({ key, kind }) => ({ key, kind })),
    rungs,
    counts: await countLadder(db, thing.id, now),
    tasks: office.may('see-people', thing.groupId) ? await openTasks(office, thing.id) : [],
    done: url.searchParams.get('done'),
    rehearsing,
    ...besideEachOther(walked[0]!, walked[1]!),
  }
}

/** The same days in both languages: who reads which changes the words, and where a condition asks for it, the way. */
function besideEachOther(
  en: { days: RehearsedDay[]; isEndless: boolean },
  es: { days: RehearsedDay[]; isEndless: boolean },
): { days: SaidDay[]; isEndless: boolean } {
  const nameOf = ({ at, step }: RehearsedDay) => `${at.toISOString()} ${step.key}`
  const all = new Map([...en.days, ...es.days].map((day) => [nameOf(day), day]))
  const days = [...all.entries()]
    .toSorted(([, one], [, other]) => one.at.getTime() - other.at.getTime())
    .map(([name, { at, by, step }]): SaidDay => {
      const of = (days: RehearsedDay[], language: 'en' | 'es') => {
        const day = days.find((one) => nameOf(one) === name)
        return {
          says: day ? sayStep(step, language) : '–',
          words: day ? fillWords(day.words, { name: 'Rosa', campaign: null, title: null, when: null }) : '',
        }
      }
      const [inEnglish, inSpanish] = [of(en.days, 'en'), of(es.days, 'es')]
      return {
        at: at.toISOString(),
        by,
        says: { en: inEnglish.says, es: inSpanish.says },
        words: { en: inEnglish.words, es: inSpanish.words },
      }
    })
  return { days, isEndless: en.isEndless || es.isEndless }
}

function whoIs({ zone, ways, answer, lot }: Rehearsing, language: 'en' | 'es') {
  const isYes = answer === 'yes'
  return {
    language,
    zone,
    channels: ways === 'both' ? (['mail', 'sms'] as const) : [ways],
    answers: { did: isYes, county: isYes, tag: isYes, segment: isYes },
    isOther: lot === 'other',
  }
}

function askedIn(query: URLSearchParams, rungs: { key: string }[], zone: string): Rehearsing {
  const one = <Value extends string>(name: string, values: readonly Value[], usual: Value) =>
    values.find((value) => value === query.get(name)) ?? usual
  return {
    rung: one(
      'rung',
      rungs.map(({ key }) => key),
      rungs[0]?.key ?? '',
    ),
    zone: one<Zone | string>('zone', zoneNames, zone),
    ways: one('ways', ['both', 'mail', 'sms'], 'both'),
    answer: one('answer', ['no', 'yes'], 'no'),
    lot: one('lot', ['next', 'other'], 'next'),
  }
}
