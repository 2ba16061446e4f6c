import type { ReactNode } from 'react'
import type { ActionCard } from '~/actions/kind/kind'
import { placeInSentence } from '~/geography/place-name'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { Trap } from '~/ui/forms/trap'
import type { PageProps } from '~/ui/page/public-layout'
import { ActList } from './next-acts'

/** Where nobody is known, and the action that would lead to them. */
export interface TellMe {
  slug: string
  name: string
  kind: string
  actionId: string
  hasTexts: boolean
}

interface WhatIsLeftProps extends PageProps {
  cards: readonly ActionCard[]
  /** Null when the place is unknown, or no action finds officials by place. */
  tellMe: TellMe | null
  form?: FormState
  /** Asks who it is, or links to where it is asked. */
  tellWho?: ReactNode
}

/**
 * What can be done where nobody is known: the petition, being told when there is somebody, telling us who it is, and
 * what leads to officials of the state or the country. The same on every page.
 */
export function WhatIsLeft({ lang, t, cards, tellMe, form = emptyForm, tellWho }: WhatIsLeftProps) {
  const petition = cards.filter(({ sign }) => sign === 'pen').slice(0, 1)
  return (
    <section className="block next-acts" aria-labelledby="left">
      <h2 id="left">{t('places.place.anyway')}</h2>
      <ActList cards={[...petition, ...cards.filter((card) => !petition.includes(card))]} />
      {tellMe && <TellMeForm lang={lang} t={t} tellMe={tellMe} form={form} />}
      {tellWho}
    </section>
  )
}

/** Posts to the place's page, from wherever it is shown. */
function TellMeForm({ lang, t, tellMe, form }: PageProps & { tellMe: TellMe; form: FormState }) {
  const { slug, actionId, hasTexts } = tellMe
  const isRefused = form.values.intent === 'tell-me'
  const own = isRefused ? form : emptyForm
  return (
    <details open={isRefused}>
      <summary>{t('places.tellMe.title')}</summary>
      <Form action={paths.place(lang, slug)} className="sign" noValidate>
        <ErrorSummary t={t} form={own} />
        <p>{t('places.tellMe.text', { place: placeInSentence(lang, tellMe) })}</p>
        <input type="hidden" name="about" value={actionId} />
        <TextField
          t={t}
          form={own}
          id="tell-me"
          name="contact"
          label={t(hasTexts ? 'calls.page.remindContact' : 'site.form.email')}
          autoComplete={hasTexts ? 'on' : 'email'}
          maxLength={254}
        />
        <Trap t={t} form={own} />
        <button className="button wide" name="intent" value="tell-me">
          {t('places.tellMe.button')}
        </button>
        <p className="small">{t(hasTexts ? 'places.tellMe.law' : 'places.tellMe.lawMail')}</p>
      </Form>
    </details>
  )
}
