import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeSigner } from '~/office/people/change-signer.server'
import { readSigner } from '~/office/people/read-signer.server'
import { readDone } from '~/office/people/signer-deeds'
import { SignerPage } from '~/office/people/signer-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-people', async (office) => {
  const person = await readSigner(office, false)
  return {
    lang: office.lang,
    title: person.name || office.t('office.people.nameless'),
    person,
    hasTexts: office.env.channels.texts !== 'none',
    isBack: office.url.searchParams.has('back'),
    done: readDone(office.url.searchParams),
  }
})

/** Revealing is a post answered with the page itself, so that no URL shows a contact. So is what is said in a tag's words. */
export const action = guarded('see-people', async (office) => {
  const fields = await formFields(office.request)
  if (fields.intent === 'reveal')
    return data({ form: emptyForm, twin: null, done: [], revealed: await readSigner(office, true) })
  if (office.groupsWith('change-people').length === 0) throw new Response(null, { status: 403 })
  const changed = await changeSigner(office, fields)
  switch (changed.outcome) {
    case 'refused':
      return data({ form: changed.form, twin: changed.twin ?? null, done: [], revealed: null }, { status: 422 })
    case 'answered':
      return data({ form: emptyForm, twin: null, done: changed.done, revealed: null })
    case 'changed':
      throw redirect(paths.office.person(office.params.person!, { did: changed.did, about: changed.about ?? '' }), 303)
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, person, hasTexts, isBack, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <SignerPage
      t={translator(lang)}
      lang={lang}
      form={answer?.form ?? emptyForm}
      twin={answer?.twin ?? null}
      isBack={isBack}
      done={answer?.done ?? done}
      {...(answer?.revealed ?? person)}
      hasTexts={hasTexts}
    />
  )
}
