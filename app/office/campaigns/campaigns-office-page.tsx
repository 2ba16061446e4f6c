import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, labelsInBoth, TextArea, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { houseColour } from '~/ui/page/papers'
import type { readCampaigns } from './edit-campaign.server'

interface CampaignsProps {
  t: Translate
  lang: Language
  form: FormState
  /** Id of the campaign whose form was rejected; '' for a new one. */
  formFor: string
  campaigns: Awaited<ReturnType<typeof readCampaigns>>
  groups: { id: string; name: string; colour: string | null }[]
  publicUrl: string
  /** Days that people are kept after their campaign ends. */
  keptDays: number
  /** Id of the campaign just changed, or null. */
  changed: string | null
  /** It was just published, or taken out of the archive. */
  isPublished: boolean
  /** It was just made. */
  isMade: boolean
  /** The form of a new campaign was asked for. */
  isMaking: boolean
}

/** Campaigns: edit their texts and closing dates, archive them, start a new one. */
export function CampaignsOfficePage({
  t,
  lang,
  form,
  formFor,
  campaigns,
  groups,
  publicUrl,
  keptDays,
  changed,
  isPublished,
  isMade,
  isMaking,
}: CampaignsProps) {
  return (
    <>
      <ListHeading
        title={t('office.nav.campaigns')}
        make={groups.length > 0 ? { label: t('office.campaigns.new'), href: '?new#new' } : null}
      />
      <p className="lead">{t('office.campaigns.lead')}</p>
      <ErrorSummary
        t={t}
        form={form}
        labels={labelsInBoth({
          name: t('office.campaigns.fields.name'),
          summary: t('office.campaigns.fields.summary'),
          story: t('office.campaigns.fields.story'),
        })}
      />
      {campaigns.map((campaign) => (
        <section className="panel" key={campaign.id} id={`campaign-${campaign.id}`}>
          {changed === campaign.id && <Done t={t} campaign={campaign} isPublished={isPublished} isMade={isMade} />}
          <h2>
            {campaign.name.en} · {campaign.name.es}{' '}
            <span className={`state ${campaign.state === 'published' && !campaign.ending?.isOver ? 'open' : ''}`}>
              {t(
                campaign.state === 'published' && campaign.ending?.isOver
                  ? 'office.campaigns.states.ended'
                  : `office.campaigns.states.${campaign.state}`,
              )}
            </span>
          </h2>
          <p className="small">
            {campaign.state !== 'draft' &&
              languages.map((language) => (
                <a key={language} href={`${publicUrl}/${language}/campaigns/${campaign.slug}`}>
                  {languageNames[language]}{' '}
                </a>
              ))}
            {campaign.state !== 'draft' && '· '}
            <a href={paths.office.story(campaign.slug, 'home')}>{t('office.story.title')}</a>
          </p>
          <Drafts t={t} lang={lang} campaign={campaign} />
          {campaign.ending && <Ending t={t} lang={lang} state={campaign.state} ending={campaign.ending} />}
          <details open={formFor === campaign.id}>
            <summary>{t('office.campaigns.closing')}</summary>
            <Form {...typed(formFor === campaign.id ? form : emptyForm)}>
              <input type="hidden" name="id" value={campaign.id} />
              <ClosingDay
                t={t}
                form={formFor === campaign.id ? form : { values: campaign.values, errors: [] }}
                suffix={campaign.id.slice(0, 8)}
                keptDays={keptDays}
                mayClose={campaign.mayClose}
              />
              <button className="main">{t('office.save')}</button>
            </Form>
          </details>
          {campaign.state === 'published' && (
            <OneButton action={paths.office.campaignArchive(campaign.slug)}>{t('archive.download')}</OneButton>
          )}
          {campaign.state === 'draft' ? (
            <PublishButton t={t} id={campaign.id} />
          ) : (
            <ArchiveButton t={t} campaign={campaign} />
          )}
        </section>
      ))}
      {groups.length > 0 && (
        <details className="panel" id="new" open={isMaking || (formFor === '' && form.errors.length > 0)}>
          <summary>{t('office.campaigns.new')}</summary>
          <Words t={t} form={formFor === '' ? form : { values: {}, errors: [] }} groups={groups} keptDays={keptDays} />
        </details>
      )}
    </>
  )
}

type Campaign = CampaignsProps['campaigns'][number]

/** Confirms a change, or offers to undo archiving. */
function Done({
  t,
  campaign,
  isPublished,
  isMade,
}: {
  t: Translate
  campaign: Campaign
  isPublished: boolean
  isMade: boolean
}) {
  if (isMade && campaign.state === 'published')
    return (
      <div className="done" role="status">
        <p>{t('office.campaigns.made')}</p>
        <p>
          {t('office.campaigns.madeNext')} <a href={paths.office.newPage()}>{t('office.campaigns.madePage')}</a> ·{' '}
          <a href={paths.office.story(campaign.slug, 'home')}>{t('office.story.title')}</a>
        </p>
      </div>
    )
  if (campaign.state !== 'archived') {
    return (
      <p className="done" role="status">
        {t(
          campaign.state === 'draft'
            ? 'office.campaigns.savedDraft'
            : isPublished
              ? 'office.campaigns.nowPublic'
              : 'office.campaigns.saved',
        )}
      </p>
    )
  }
  return (
    <div className="done" role="status">
      <p>{t('office.campaigns.archived')}</p>
      <OneButton fields={{ id: campaign.id, state: 'published' }}>{t('office.undo')}</OneButton>
    </div>
  )
}

/** When the campaign ends or ended, and when its people are deleted. */
function Ending({
  t,
  lang,
  state,
  ending,
}: {
  t: Translate
  lang: Language
  state: Campaign['state']
  ending: NonNullable<Campaign['ending']>
}) {
  const day = (date: string) => longDate(lang, date)
  return (
    <div className={ending.isOver ? 'errors' : 'small'}>
      <p>
        {t(ending.isOver ? 'office.campaigns.ending.over' : 'office.campaigns.ending.ahead', {
          day: day(ending.endsOn),
        })}{' '}
        {ending.people > 0 && t('office.campaigns.ending.forget', { day: day(ending.forgetOn), count: ending.people })}
      </p>
      {ending.isOver && (
        <p>{t(state === 'archived' ? 'office.campaigns.ending.takeOut' : 'office.campaigns.ending.reopen')}</p>
      )}
      {ending.isOver && (
        <p>
          {t(ending.isFinal ? 'office.campaigns.ending.keyGone' : 'office.campaigns.ending.keyGoes', {
            day: day(ending.finalOn),
          })}
        </p>
      )}
      {ending.isHeld && <p>{t('office.campaigns.ending.held')}</p>}
    </div>
  )
}

/** Which pages open with a copied campaign, and which cannot open, and why. */
function Drafts({ t, lang, campaign: { state, drafts } }: { t: Translate; lang: Language; campaign: Campaign }) {
  const ready = drafts.filter(({ missing }) => missing.length === 0)
  const unready = drafts.filter(({ missing }) => missing.length > 0)
  return (
    <>
      {ready.length > 0 && (
        <>
          <p>{t(`office.campaigns.${state === 'draft' ? 'opensWith' : 'readyToOpen'}`, { count: ready.length })}</p>
          <ul>
            {ready.map(({ title, path }) => (
              <li key={path}>
                <a href={path}>{title[lang]}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {unready.length > 0 && (
        <div className="errors">
          <p>{t('office.campaigns.cannotOpen', { count: unready.length })}</p>
          <ul>
            {unready.map(({ title, path, missing }) => (
              <li key={path}>
                <a href={path}>{title[lang]}</a>
                <ul>
                  {missing.map((one) => (
                    <li key={one.field + one.words}>{one.path ? <a href={one.path}>{one.words}</a> : one.words}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

/** A copied campaign is a draft until its group shows it. */
function PublishButton({ t, id }: { t: Translate; id: string }) {
  return (
    <>
      <OneButton fields={{ id, state: 'published' }} isMain>
        {t('office.campaigns.publish')}
      </OneButton>
      <p className="small">{t('office.campaigns.publishHint')}</p>
    </>
  )
}

function ArchiveButton({ t, campaign }: { t: Translate; campaign: Campaign }) {
  const isArchived = campaign.state === 'archived'
  if (!isArchived && !campaign.mayClose && !campaign.ending?.isOver)
    return <p className="small">{t('office.campaigns.archiveOwner')}</p>
  return (
    <>
      <OneButton fields={{ id: campaign.id, state: isArchived ? 'published' : 'archived' }}>
        {t(isArchived ? 'office.campaigns.takeOut' : 'office.campaigns.archive')}
      </OneButton>
      {!isArchived && <p className="small">{t('office.campaigns.archiveHint')}</p>}
    </>
  )
}

interface WordsProps {
  t: Translate
  form: FormState
  groups: { id: string; name: string; colour: string | null }[]
  keptDays: number
}

/** Everything that a new campaign needs; its home is composed afterwards. */
function Words({ t, form, groups, keptDays }: WordsProps) {
  const suffix = 'new'
  return (
    <Form {...typed(form)}>
      <input type="hidden" name="id" value="" />
      {(['name', 'summary', 'story'] as const).map((field) => (
        <fieldset className="pair" key={field}>
          <legend className="label">{t(`office.campaigns.fields.${field}`)}</legend>
          {languages.map((language) =>
            field === 'story' ? (
              <TextArea
                key={language}
                t={t}
                form={form}
                name={`${field}_${language}`}
                id={`${field}_${language}${suffix}`}
                label={languageNames[language]}
                hint={t('office.edit.hints.story')}
                maxLength={20_000}
              />
            ) : (
              <TextField
                key={language}
                t={t}
                form={form}
                name={`${field}_${language}`}
                id={`${field}_${language}${suffix}`}
                label={languageNames[language]}
                maxLength={field === 'name' ? 120 : 400}
              />
            ),
          )}
        </fieldset>
      ))}
      <div className="inline">
        <TextField
          t={t}
          form={{
            ...form,
            values: { colour: (groups.length === 1 && groups[0]!.colour) || houseColour, ...form.values },
          }}
          name="colour"
          id={`colour${suffix}`}
          label={t('office.campaigns.fields.colour')}
          hint={t('office.campaigns.colourHint')}
          maxLength={7}
        />
        <ClosingDay t={t} form={form} suffix={suffix} keptDays={keptDays} mayClose />
        <Choice
          name="group"
          id={`group${suffix}`}
          label={t('office.team.group')}
          options={groups.map((group) => [group.id, group.name])}
          chosen={form.values.group}
        />
      </div>
      <button className="main">{t('office.campaigns.make')}</button>
    </Form>
  )
}

interface ClosingDayProps {
  t: Translate
  form: FormState
  suffix: string
  keptDays: number
  mayClose: boolean
}

function ClosingDay({ t, form, suffix, keptDays, mayClose }: ClosingDayProps) {
  return (
    <TextField
      t={t}
      form={form}
      name="closes_at"
      id={`closes_at${suffix}`}
      type="date"
      label={t('office.campaigns.fields.closes')}
      hint={`${t('office.campaigns.closesHint', { days: keptDays })}${mayClose ? '' : ` ${t('office.campaigns.closesOwner')}`}`}
      isOptional
    />
  )
}
