import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { ErasedPage } from '~/office/people/erasures/erased-page'
import { bringBack, listErasures } from '~/office/people/erasures/office-erasures.server'
import { partOf } from '~/office/table/table-state'
import { paths } from '~/paths'
import { isPaused } from '~/queue/outbox/switches.server'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('erase-people', async (office) => {
  const { db, lang, t, url } = office
  const erasures = await listErasures(office)
  const done = url.searchParams.get('done')
  return {
    lang,
    title: t('office.erased.title'),
    fresh: erasures.find(({ id, state }) => id === done && state === 'held') ?? null,
    back: readWhole(url.searchParams.get('back')) ?? 0,
    ...partOf(erasures, url.searchParams, {
      by: {
        when: ({ at }) => at,
        people: ({ people }) => people,
        signatures: ({ petitions }) => petitions,
        who: ({ by }) => by,
        state: ({ state }) => ['held', 'done', 'undone'].indexOf(state),
      },
      language: lang,
    }),
    isHeld: await isPaused(db, 'legal-hold'),
  }
})

/** Undo: opens the page of one restored person, or shows how many were restored. */
export const action = guarded('erase-people', async (office) => {
  const brought = await bringBack(office, (await formFields(office.request)).id)
  if (brought.outcome !== 'back') return data({ problem: brought.outcome }, { status: 410 })
  const [person] = brought.people
  throw redirect(
    brought.people.length === 1 && person
      ? `${paths.office.person(person)}?back`
      : `${paths.office.erased()}?back=${brought.people.length}`,
    303,
  )
})

export const meta = officeMeta

export default function Route() {
  const { title: _, ...loaded } = useLoaderData<typeof loader>()
  return (
    <ErasedPage t={translator(loaded.lang)} problem={useActionData<typeof action>()?.problem ?? null} {...loaded} />
  )
}
