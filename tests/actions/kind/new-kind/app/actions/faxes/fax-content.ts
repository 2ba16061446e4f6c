import { z } from 'zod'
import { eventFields, eventShape } from '~/actions/kind/event'
import { type ContentField, storedWords } from '~/ui/forms/content'

/** What a fax action says, as it is stored. */
export const faxContent = z.object({ page: storedWords, ...eventShape })

/** What organizers write of a fax action. */
export const faxFields: readonly ContentField[] = [
  {
    name: 'page',
    shape: 'words',
    lines: 'many',
    most: 2_000,
    isRequired: true,
    label: { en: 'What the page says', es: 'Lo que dice la hoja' },
    hint: { en: 'It fits on one page.', es: 'Cabe en una hoja.' },
  },
  ...eventFields,
]
