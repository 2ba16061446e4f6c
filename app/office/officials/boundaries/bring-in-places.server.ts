import { refusedField } from '~/channels/uploads/say-refusal'
import type { Office } from '~/office/guard/guard.server'
import { ColumnsMissing, importPlaces, type PlacesReport } from '~/officials/divisions/lists/import-places.server'
import { readTableOf } from '~/officials/divisions/lists/read-table.server'
import type { FormState } from '~/ui/forms/form-state'
import { forgetFailedFetch } from './fetch-places.server'

export type PlacesTaken = { outcome: 'taken'; report: PlacesReport } | { outcome: 'refused'; form: FormState }

/** Adds the cities and towns of an uploaded list. Those that are there stay as they are. */
export async function bringInPlaces(office: Office): Promise<PlacesTaken> {
  const [file] = office.files('places')
  const refused = (message: string): PlacesTaken => ({
    outcome: 'refused',
    form: { values: {}, errors: [{ field: 'places', message }] },
  })
  if (!file || file.size === 0) return refused('placesMissing')
  try {
    const table = await readTableOf(office.parser, file)
    return await office.db.transaction().execute(async (trx) => {
      const report = await importPlaces(trx, table)
      await forgetFailedFetch(trx)
      await office.audit({ groupId: null, act: 'imported-places', subject: '', howMany: report.added }, trx)
      return { outcome: 'taken', report }
    })
  } catch (error) {
    if (error instanceof ColumnsMissing) return refused('placesColumns')
    return {
      outcome: 'refused',
      form: { values: {}, errors: [refusedField(office.t, error, { field: 'places' })] },
    }
  }
}
