import { mostMegabytes } from '~/channels/uploads/limits'
import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { EditorFieldView } from '~/office/editor/editor-field'
import { CopyPanel, EditorForm, StatePanel } from '~/office/editor/editor-form'
import { Folded, inBothFields } from '~/office/editor/folded'
import type { SaidMissing, Writing } from '~/office/editor/writing'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { officePicture } from '~/office/pictures/office-picture'
import { mostPixels, pictureTypes } from '~/office/pictures/picture-file'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField, Tick } from '~/ui/forms/fields'
import { usualZone, zoneNames, zones } from '~/ui/page/zones'
import { type BilingualField, bilingualFields, canBeLeftOut, longFields } from './petition-content'

interface EditProps extends Writing {
  t: Translate
  lang: Language
  head: WrittenHead
  image: string | null
  shareImage: string | null
  missing: SaidMissing[]
  /** Which picture could not be read, or null. */
  wrongPicture: 'image' | 'shareImage' | null
  pictureProblem: string
}

/** What a petition cannot do without, in the order of its page. */
const needed: readonly BilingualField[] = ['title', 'target', 'ask', 'story']
/** Texts for a signer after signing. */
const afterwards: readonly BilingualField[] = ['thanksText', 'confirmSubject', 'confirmText', 'thanksMail']

/** Editor for a petition: what it needs first, then what it can do without. Saved while typing; public only once published. */
export function EditPage({
  t,
  lang,
  head,
  image,
  shareImage,
  missing,
  wrongPicture,
  pictureProblem,
  ...writing
}: EditProps) {
  const { form } = writing
  const zone = zoneNames.find((name) => name === form.values.timeZone) ?? usualZone
  const words = (field: BilingualField) =>
    ({
      name: field,
      shape: 'words',
      lines: longFields.includes(field) ? 'many' : 'one',
      most: bilingualFields[field],
      label: t(`office.edit.fields.${field}`),
      hint: t(`office.edit.hints.${field}`),
    }) as const
  const missingFields = missing.map((one) => one.field)
  const view = (field: BilingualField) => (
    <EditorFieldView key={field} t={t} form={form} field={words(field)} missing={missingFields} />
  )
  const hasErrorIn = (name: string) => form.errors.some(({ field }) => field === name)
  const part = { t, form, missing: missingFields }
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="edit" />
      {wrongPicture && form.errors.length === 0 && !writing.conflict && (
        <ErrorSummary
          t={t}
          form={{
            values: {},
            errors: [{ field: wrongPicture, message: 'picture', said: pictureProblem }],
          }}
        />
      )}
      <EditorForm
        t={t}
        lang={lang}
        head={head}
        autosave={paths.office.petitionAutosave(head.slug)}
        preview={(language) => paths.office.petitionPreview(head.slug, language)}
        missing={missing}
        {...writing}
      >
        {needed.map(view)}
        <Folded
          {...part}
          title={t('office.edit.parts.pictures')}
          names={['image', 'shareImage', ...inBothFields(['imageAlt'])]}
          isFilled={image !== null || shareImage !== null || wrongPicture !== null}
        >
          <div className="columns">
            <PictureFields
              t={t}
              place="image"
              picture={image}
              alt={form.values[`imageAlt_${lang}`] ?? ''}
              problem={wrongPicture === 'image' ? pictureProblem : null}
            />
            <PictureFields
              t={t}
              place="shareImage"
              picture={shareImage}
              alt={t('office.edit.pictures.shareImage.title')}
              problem={wrongPicture === 'shareImage' ? pictureProblem : null}
            />
          </div>
          {view('imageAlt')}
        </Folded>
        <Folded {...part} title={t('office.edit.parts.sharing')} names={inBothFields(['shareText'])}>
          {view('shareText')}
        </Folded>
        <Folded
          {...part}
          title={t('office.edit.parts.goals')}
          names={['opensAt', 'closesAt']}
          isFilled={hasErrorIn('goalSteps')}
        >
          <TextField
            t={t}
            form={form}
            name="goalSteps"
            label={t('office.edit.goalSteps')}
            hint={t('office.edit.goalStepsHint')}
            inputMode="numeric"
          />
          <div className="pair">
            <TextField
              t={t}
              form={form}
              name="opensAt"
              type="datetime-local"
              label={t('office.edit.opensAt')}
              hint={zones[zone][lang]}
              isOptional
            />
            <TextField
              t={t}
              form={form}
              name="closesAt"
              type="datetime-local"
              label={t('office.edit.closesAt')}
              hint={zones[zone][lang]}
              isOptional
            />
          </div>
          <Choice
            name="timeZone"
            label={t('office.edit.timeZone')}
            options={zoneNames.map((name): [string, string] => [name, zones[name][lang]])}
            chosen={zone}
          />
        </Folded>
        <Folded
          {...part}
          title={t('office.edit.parts.form')}
          names={[...inBothFields(['commentPrompt']), ...canBeLeftOut.map((name) => `leaveOut_${name}`)]}
        >
          {view('commentPrompt')}
          <fieldset>
            <legend className="label">
              {t('office.edit.leaveOut.title')} <span className="hint">{t('office.edit.leaveOut.hint')}</span>
            </legend>
            {canBeLeftOut.map((name) => (
              <Tick key={name} form={form} name={`leaveOut_${name}`} label={t(`office.edit.leaveOut.${name}`)} />
            ))}
          </fieldset>
        </Folded>
        <Folded {...part} title={t('office.edit.after.title')} names={inBothFields(afterwards)}>
          {afterwards.map(view)}
        </Folded>
        <Folded {...part} title={t('office.edit.parts.outcome')} names={inBothFields(['outcome'])}>
          {view('outcome')}
        </Folded>
      </EditorForm>
      <div className="columns">
        <CopyPanel t={t} action={paths.office.petitionCopy(head.slug)} />
        <StatePanel
          t={t}
          what="petition"
          head={head}
          action={`${paths.office.petition(head.slug)}?index`}
          states={['open', 'closed', 'victory', 'archived']}
        />
      </div>
    </>
  )
}

interface PictureFieldsProps {
  t: Translate
  place: 'image' | 'shareImage'
  picture: string | null
  alt: string
  problem: string | null
}

/** A picture of the petition: keep, replace or remove it. Submitted with the texts, so that none are lost. */
function PictureFields({ t, place, picture, alt, problem }: PictureFieldsProps) {
  return (
    <section>
      <h2>{t(`office.edit.pictures.${place}.title`)}</h2>
      <p>{t(`office.edit.pictures.${place}.text`)}</p>
      {picture && <img src={officePicture(picture)} alt={alt} width={1200} height={630} />}
      {problem && <p className="error">{problem}</p>}
      <label htmlFor={place}>{t('office.edit.pictureFile')}</label>
      <span className="hint">
        {t('office.edit.pictureHint', { megabytes: mostMegabytes.picture, megapixels: mostPixels / 1_000_000 })}
      </span>
      <input id={place} name={`picture-${place}`} type="file" accept={pictureTypes} />
      <div className="acts">
        <button name="putPicture" value={place} formEncType="multipart/form-data">
          {t('office.edit.pictureButton')}
        </button>
        {picture && (
          <button name="takeOutPicture" value={place}>
            {t('office.edit.pictureOut')}
          </button>
        )}
      </div>
      <ReadingNote t={t} kind="picture" />
    </section>
  )
}
