import { z } from 'zod'
import { eventFields, eventShape } from '~/actions/kind/event'
import { type ContentField, storedWords } from '~/ui/forms/content'

/** Stored content of a text action. */
export const textContent = z.object({
  message: storedWords,
  subject: storedWords,
  notes: storedWords,
  thanks: storedWords,
  ...eventShape,
})

/** The fields of a text action. The text goes to the office in English; the Spanish is shown as its meaning. */
export const textFields: readonly ContentField[] = [
  {
    name: 'message',
    shape: 'words',
    lines: 'one',
    most: 300,
    isRequired: true,
    label: 'texts.fields.message.label',
    hint: 'texts.fields.message.hint',
  },
  {
    name: 'subject',
    shape: 'words',
    lines: 'one',
    most: 120,
    isRequired: true,
    label: 'texts.fields.subject.label',
    hint: 'texts.fields.subject.hint',
  },
  {
    name: 'notes',
    shape: 'words',
    lines: 'paired',
    most: 1_000,
    label: 'texts.fields.notes.label',
    hint: 'texts.fields.notes.hint',
  },
  {
    name: 'thanks',
    shape: 'words',
    lines: 'many',
    most: 1_000,
    label: 'texts.fields.thanks.label',
    hint: 'texts.fields.thanks.hint',
  },
  ...eventFields,
]
