import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { unguarded } from '~/office/guard/guard.server'
import { entryHeaders } from '~/office/team/entry.server'
import { joinThrough, readInvitation } from '~/office/team/join-office.server'
import { AlreadyHerePage, GonePage, JoinedPage, JoinPage } from '~/office/team/join-page'
import { sameTotp } from '~/office/team/totp.server'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = unguarded(async (visit) => {
  const found = await readInvitation(visit)
  const status = found.outcome === 'gone' ? 410 : 200
  return data({ lang: visit.lang, title: visit.t('office.join.title'), found }, { status })
})

export const action = unguarded(async (visit) => {
  const fields = await formFields(visit.request)
  const came = await joinThrough(visit, fields)
  switch (came.outcome) {
    case 'refused':
      return data({ came, totp: await sameTotp(fields) }, { status: 422 })
    case 'gone':
      return data({ came }, { status: 410 })
    // Said here: the loader runs again after this and finds the invitation used.
    case 'added':
      return data({ came }, { status: 200 })
    case 'joined':
      return data(
        { came: { outcome: came.outcome, codes: came.codes, hasPassword: fields.intent !== 'passkey' } },
        { status: 200, headers: entryHeaders(visit.keyring, came.entry) },
      )
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, found } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  const came = done?.came
  const t = translator(lang)
  if (came?.outcome === 'joined') return <JoinedPage t={t} codes={came.codes} hasPassword={came.hasPassword} />
  if (came?.outcome === 'added') return <JoinedPage t={t} codes={null} />
  if (came?.outcome === 'gone' || found.outcome === 'gone') return <GonePage t={t} />
  if (found.outcome === 'signed-in') return <AlreadyHerePage t={t} {...found} />
  return (
    <JoinPage
      t={t}
      form={came?.form ?? emptyForm}
      {...found}
      totp={(done && 'totp' in done && done.totp) || found.totp}
    />
  )
}
