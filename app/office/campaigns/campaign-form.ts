import { z } from 'zod'
import { endOfDay } from '~/campaigns/ending'
import { typedLine, typedLines } from '~/ui/forms/typed-text'

const line = (most: number) => typedLine(most, 'tooLong').pipe(z.string().min(1, 'bothHalves'))
const lines = typedLines(20_000, 'tooLong').pipe(z.string().min(1, 'bothHalves'))

/** The closing day of a campaign. */
export const closingForm = z.object({
  /** Last day, YYYY-MM-DD; '' for none. */
  closes_at: z
    .string()
    .default('')
    .refine((day) => day === '' || (/^\d{4}-\d{2}-\d{2}$/.test(day) && endOfDay(day) !== null), 'dayMissing'),
})

export type ClosingForm = z.output<typeof closingForm>

/** What a campaign is called and what it is about, in both languages. */
export const campaignWords = {
  name_en: line(120),
  name_es: line(120),
  summary_en: line(400),
  summary_es: line(400),
}

/** A new campaign; every text is required in both languages. Messages are keys under `site.errors`. */
export const campaignForm = z.object({
  ...campaignWords,
  story_en: lines,
  story_es: lines,
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'colourWrong')
    .transform((colour) => colour.toLowerCase()),
  ...closingForm.shape,
  group: z.uuid(),
})

export type CampaignForm = z.output<typeof campaignForm>
