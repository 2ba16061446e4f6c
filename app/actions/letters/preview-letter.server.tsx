import { renderToStaticMarkup } from 'react-dom/server'
import type { OutreachKind } from '~/actions/kind/kind'
import { translator } from '~/i18n/translator'
import { emptyForm } from '~/ui/forms/form-state'
import { LetterPage } from './letter-page'
import { readLetterPage } from './read-letter.server'

/** Preview of a letter page as the public will see it. */
export const previewLetter: OutreachKind['preview'] = async ({ db }, action, language, now) => {
  const view = await readLetterPage(db, { action, language, place: { here: [], area: '', ref: null }, now })
  return renderToStaticMarkup(
    <LetterPage lang={language} t={translator(language)} view={view} form={emptyForm} acts={null} hasTexts={false} />,
  )
}
