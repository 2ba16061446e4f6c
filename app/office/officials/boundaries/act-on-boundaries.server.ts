import { isDay } from '#db/calendar-day'
import { refusedField } from '~/channels/uploads/say-refusal'
import type { Office } from '~/office/guard/guard.server'
import type { Division } from '~/officials/divisions/lookup.server'
import { webAddress } from '~/officials/posts/contact-value'
import type { FormState } from '~/ui/forms/form-state'
import { confirmAreas, dropUpload, takeUpAreas } from './boundaries.server'

export type Acted = { outcome: 'done'; made: number | null } | { outcome: 'refused'; form: FormState }

/** Handles the buttons on a place's boundaries page. */
export async function actOnBoundaries(office: Office, place: Division, data: FormData): Promise<Acted> {
  const field = (name: string) => (typeof data.get(name) === 'string' ? (data.get(name) as string).trim() : '')
  switch (field('intent')) {
    case 'upload':
      return takeUp(office, place, { source: field('source'), checked: field('checked') })
    case 'confirm':
      return office.db.transaction().execute(async (trx) => {
        const made = await confirmAreas(trx, place, field('property') || null, office.now)
        if (made === null) return refused(office, {}, 'property', 'no-names')
        await office.audit({ groupId: null, act: 'changed-boundaries', subject: place.id, howMany: made }, trx)
        return { outcome: 'done', made }
      })
    case 'drop':
      await dropUpload(office.db, place)
      return { outcome: 'done', made: null }
    default:
      throw new Response(null, { status: 400 })
  }
}

async function takeUp(office: Office, place: Division, values: { source: string; checked: string }): Promise<Acted> {
  const files = office.files('files')
  if (files.length === 0) return refused(office, values, 'files', 'no-file')
  if (!/^https?:/.test(values.source) || !webAddress(values.source))
    return refused(office, values, 'source', 'no-source')
  if (!isDay(values.checked) || values.checked > office.today) return refused(office, values, 'checked', 'no-day')
  try {
    const taken = await takeUpAreas(office, place, { files, url: values.source, checkedOn: values.checked })
    return taken.outcome === 'taken'
      ? { outcome: 'done', made: null }
      : refused(office, values, 'files', taken.problem, taken.which)
  } catch (error) {
    return { outcome: 'refused', form: { values, errors: [refusedField(office.t, error, { field: 'files' })] } }
  }
}

function refused(
  { t }: Office,
  values: Record<string, string>,
  field: string,
  problem:
    | 'no-file'
    | 'no-source'
    | 'no-day'
    | 'no-names'
    | Extract<Awaited<ReturnType<typeof takeUpAreas>>, { outcome: 'refused' }>['problem'],
  which: number | null = null,
): Acted {
  const said = t(`places.office.problems.${problem}`)
  return {
    outcome: 'refused',
    form: {
      values,
      errors: [
        { field, message: '', said: which === null ? said : `${said} ${t('places.office.whichArea', { which })}` },
      ],
    },
  }
}
