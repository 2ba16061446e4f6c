import type { Page } from 'playwright'

/** A form as a browser sees it. */
export interface SeenForm {
  method: string
  action: string
  isMultipart: boolean
  /** The fields it sends, without buttons and files. */
  fields: [name: string, value: string][]
  /** Names of its text fields that take what is typed, without passwords, codes and dates. */
  typed: string[]
  /** Whether Enter in one of its fields submits it. */
  hasFields: boolean
  /** Its submit buttons in tree order: the first is the default button (HTML, "implicit submission"). */
  buttons: SeenButton[]
}

interface SeenButton {
  /** `name=value`; '' without a name. */
  sends: string
  words: string
  /** Null for the form's own. */
  formAction: string | null
  isSwitch: boolean
  isDisabled: boolean
}

export interface SeenPage {
  title: string
  forms: SeenForm[]
  /** Submit buttons outside of any form, which do nothing. */
  dead: string[]
  /** Ids that occur more than once. */
  doubled: string[]
  /** The error summary, if there is one. */
  errors: {
    tabIndex: string | null
    words: string
    links: { href: string; leadsTo: 'nothing' | 'a field' | 'a part of the page' }[]
  } | null
}

/** Reads a page with the browser's parser; its scripts do not run. */
export async function readPage(browserPage: Page, html: string): Promise<SeenPage> {
  return browserPage.evaluate((text): SeenPage => {
    const page = new DOMParser().parseFromString(text, 'text/html')
    const buttons = [...page.querySelectorAll<HTMLButtonElement | HTMLInputElement>('button, input')].filter((one) =>
      one.localName === 'button' ? one.type === 'submit' : one.type === 'submit' || one.type === 'image',
    )
    const wordsOf = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
    const ids = [...page.querySelectorAll('[id]')].map((element) => element.id)
    const summary = page.getElementById('errors')
    const leadsTo = (target: Element | null) =>
      target === null ? 'nothing' : target.matches('input, select, textarea') ? 'a field' : 'a part of the page'
    return {
      title: page.title,
      forms: [...page.forms].map((form) => ({
        method: form.method,
        action: form.getAttribute('action') ?? '',
        isMultipart: form.enctype === 'multipart/form-data',
        fields: [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === 'string'),
        typed: [...form.elements]
          .filter((element) =>
            element.matches(
              'textarea:not([hidden]), input:is([type=text], [type=email], [type=tel], [type=search], :not([type])):not([autocomplete=one-time-code], [readonly])',
            ),
          )
          .map((element) => (element as HTMLInputElement).name),
        hasFields: [...form.elements].some((element) =>
          element.matches('input:not([type=hidden], [type=submit], [type=button], [type=file])'),
        ),
        buttons: buttons
          .filter((button) => button.form === form)
          .map((button) => ({
            sends: button.name && `${button.name}=${button.value}`,
            words: wordsOf(button),
            formAction: button.getAttribute('formaction'),
            isSwitch: button.id === 'language',
            isDisabled: button.disabled,
          })),
      })),
      dead: buttons.filter((button) => button.form === null).map(wordsOf),
      doubled: ids.filter((id, index) => ids.indexOf(id) !== index),
      errors: summary && {
        tabIndex: summary.getAttribute('tabindex'),
        words: wordsOf(summary),
        links: [...summary.querySelectorAll('a')].map((link) => ({
          href: link.getAttribute('href')!,
          leadsTo: leadsTo(page.getElementById(link.getAttribute('href')!.slice(1))),
        })),
      },
    }
  }, html)
}
