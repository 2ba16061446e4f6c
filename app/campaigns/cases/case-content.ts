import { z } from 'zod'
import { sourceShape, storedReference } from '~/campaigns/story/source-fields'
import type { Bilingual } from '~/i18n/language'
import { storedText, storedWords } from '~/ui/forms/content'

/** What may happen in a case. */
export const caseEventKinds = [
  'filed',
  'argued',
  'trial',
  'ruled',
  'settled',
  'appealed',
  'affirmed',
  'reversed',
  'vacated',
  'closed',
] as const
export type CaseEventKind = (typeof caseEventKinds)[number]

/** Names of what may happen, as a status: "Ruled". */
export const caseEventNames: Record<CaseEventKind, Bilingual> = {
  filed: { en: 'Filed', es: 'Demanda presentada' },
  argued: { en: 'Argued', es: 'Audiencia' },
  trial: { en: 'Trial', es: 'Juicio' },
  ruled: { en: 'Ruled', es: 'Decisión' },
  settled: { en: 'Settled', es: 'Acuerdo' },
  appealed: { en: 'Appealed', es: 'Apelación' },
  affirmed: { en: 'Affirmed', es: 'Confirmada' },
  reversed: { en: 'Reversed', es: 'Revocada' },
  vacated: { en: 'Vacated', es: 'Anulada' },
  closed: { en: 'Closed', es: 'Cerrado' },
}

const caseEvent = z.object({
  /** Unique in its case; timeline entries refer to it. */
  key: z.string(),
  kind: z.enum(caseEventKinds),
  happenedOn: storedText,
  title: storedWords,
  text: storedWords,
  ...sourceShape,
  document: storedReference,
  /** Key of the later event that reversed or vacated this one; '' while it stands. */
  overturnedBy: storedText,
  /** What of it no longer stands, when not all of it. */
  overturnedNote: storedWords,
})

/** Stored content of a case. Its events are in the order in which they happened once read by `readCase`. */
export const caseContent = z.object({
  name: storedText,
  court: storedWords,
  docket: storedText,
  judge: storedText,
  plaintiffs: storedText,
  defendants: storedText,
  counsel: storedText,
  summary: storedWords,
  meaning: storedWords,
  events: z.array(caseEvent).default([]),
})

export type CaseContent = z.output<typeof caseContent>
export type CaseEvent = CaseContent['events'][number]
