import { placeName } from '~/geography/place-name'
import { paths } from '~/paths'
import { ErrorSummary, TextArea, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { Radios } from '~/ui/forms/radios'
import { Trap } from '~/ui/forms/trap'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'
import type { CalledPlace } from './places-called.server'

interface StartProps extends PageProps {
  campaign: { slug: string; name: string }
  form: FormState
  /** Places that were meant, perhaps; empty until more than one was. */
  choices: CalledPlace[]
  isSent: boolean
}

/** Asks for a campaign of one's own, for a county or city. */
export function StartPage({ lang, t, campaign, form, choices, isSent }: StartProps) {
  const back = { href: paths.campaign(lang, campaign.slug), label: campaign.name }
  if (isSent) return <NoticePage title={t('start.sentTitle')} text={t('start.sentText')} next={back} />
  return (
    <>
      <header className="hero">
        <p className="label">
          <a href={back.href}>{back.label}</a>
        </p>
        <h1>{t('start.title')}</h1>
        <p className="lead to">{t('start.lead')}</p>
      </header>
      <div className="story">
        <ol className="steps">
          <li>{t('start.step1')}</li>
          <li>{t('start.step2')}</li>
          <li>{t('start.step3')}</li>
        </ol>
        <Form id="start" className="sign" noValidate>
          <ErrorSummary t={t} form={form} />
          <Trap t={t} form={form} />
          <TextField
            t={t}
            form={form}
            name="place"
            label={t('start.place')}
            hint={t('start.placeHint')}
            maxLength={100}
            autoComplete="postal-code"
          />
          {choices.length > 1 && (
            <Radios
              name="chosen"
              id="chosen"
              legend={t('start.which')}
              chosen={form.values.chosen}
              options={choices.map((place) => ({
                value: place.slug,
                words: [placeName(lang, place), place.state].filter(Boolean).join(', '),
              }))}
            />
          )}
          <TextField
            t={t}
            form={form}
            name="group_name"
            label={t('start.group')}
            hint={t('start.groupHint')}
            autoComplete="organization"
            maxLength={100}
          />
          <TextField t={t} form={form} name="given_name" label={t('start.name')} autoComplete="name" maxLength={100} />
          <TextField
            t={t}
            form={form}
            name="email"
            type="email"
            label={t('site.form.email')}
            hint={t('start.emailHint')}
            autoComplete="email"
            maxLength={254}
          />
          <TextArea t={t} form={form} name="why" label={t('start.why')} hint={t('start.whyHint')} maxLength={500} />
          <button className="button wide">{t('start.send')}</button>
          <p className="small">{t('start.kept')}</p>
        </Form>
      </div>
    </>
  )
}
