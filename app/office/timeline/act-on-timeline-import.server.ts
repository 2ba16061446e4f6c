import { refusedField } from '~/channels/uploads/say-refusal'
import { fileInMemory, type UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import type { FieldError, FormState } from '~/ui/forms/form-state'
import {
  type CheckedList,
  checkTimeline,
  type ImportedCampaign,
  mostLines,
  takeInTimeline,
  undoTimelineImport,
} from './import-timeline.server'

type Acted =
  | { outcome: 'checked'; checked: CheckedList }
  | { outcome: 'taken' | 'undone'; count: number }
  | { outcome: 'refused'; form: FormState }

const messages = { unreadable: 'listUnreadable', empty: 'listEmpty', 'too-big': 'rosterTooBig' } as const

/** Checks a list, takes in what was checked, or undoes a batch. */
export async function actOnTimelineImport(office: Office, campaign: ImportedCampaign, form: FormData): Promise<Acted> {
  const { t } = office
  try {
    switch (form.get('intent')) {
      case 'check': {
        const file = office.files('list')[0]
        if (!file) return refuse({ field: 'list', message: 'listMissing' })
        if (file.size === 0) return refuse({ field: 'list', message: 'fileEmpty' })
        return await check(office, campaign, file)
      }
      case 'run': {
        const taken = await takeInTimeline(office, campaign, fileInMemory(Buffer.from(String(form.get('csv') ?? ''))))
        return 'count' in taken ? taken : refuse(say(t('timeline.import.tooLong', { most: mostLines })))
      }
      case 'undo':
        return { outcome: 'undone', count: await undoTimelineImport(office, campaign, uuidOf(String(form.get('id')))) }
      default:
        throw new Response(null, { status: 400 })
    }
  } catch (error) {
    return refuse(refusedField(t, error, { field: 'list', messages }))
  }
}

async function check(office: Office, campaign: ImportedCampaign, file: UploadedFile): Promise<Acted> {
  const { t } = office
  const checked = await checkTimeline(office, campaign, file)
  if ('outcome' in checked) return refuse(say(t('timeline.import.tooLong', { most: mostLines })))
  if (checked.lacking.length > 0)
    return refuse(say(t('timeline.import.lacking', { columns: checked.lacking.join(', ') })))
  if (checked.lines.length === 0) return refuse(say(t('timeline.import.empty')))
  return { outcome: 'checked', checked }
}

function say(said: string): FieldError {
  return { field: 'list', message: '', said }
}

function refuse(error: FieldError): Acted {
  return { outcome: 'refused', form: { values: {}, errors: [error] } }
}
