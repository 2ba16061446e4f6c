import { stringify } from 'csv-stringify/sync'
import { type Carrier, type GreetedTarget, type LetterBody, letterText } from '~/actions/letters/letter-body'
import { letterPages } from '~/actions/letters/letter-pages.server'
import { safeCell } from '~/ui/forms/safe-cell'

/** The content of a mail to an official, before it is addressed. */
export interface OfficialMail {
  subject: string
  text: string
  /** Sender name to show beside ours, such as "Rosa M.", or null. */
  sender: string | null
  replyTo: string | null
  attachments: { filename: string; content: string | Buffer; contentType: string }[]
}

/** One letter as a plain-text mail, in the writer's words. */
export function letterMail(words: LetterBody, target: GreetedTarget, carrier: Carrier): OfficialMail {
  return {
    subject: words.subject,
    text: letterText(words, target, { carrier }),
    sender: words.sender,
    replyTo: words.replyTo,
    attachments: [],
  }
}

/** A day's letters in one mail, as a PDF to read and a CSV to count. */
export async function digestMail(
  letters: { words: LetterBody; target: GreetedTarget; writtenOn: string }[],
  { siteUrl }: Carrier,
): Promise<OfficialMail> {
  const count = letters.length === 1 ? '1 letter' : `${letters.length} letters`
  const rows = letters.map(({ words, target, writtenOn }) => [
    writtenOn,
    words.name,
    words.place,
    words.replyTo ?? '',
    words.subject,
    letterText(words, target),
  ])
  const csv = stringify(
    [['written on', 'name', 'ZIP code', 'reply to', 'subject', 'letter'], ...rows].map((row) => row.map(safeCell)),
    { bom: true },
  )
  return {
    subject: `${count} to your office`,
    text: [
      `Since the last message like this, ${count} to your office ${letters.length === 1 ? 'has' : 'have'} been written through Firme (${siteUrl}). Every writer confirmed theirs from their own mailbox or phone.`,
      'All of them are in letters.pdf, to read, and in letters.csv, to sort and count. An address to reply to stands only where the writer asked for replies.',
      'You get this once a day because your office asked for it, or because single messages did not get through.',
    ].join('\n\n'),
    sender: null,
    replyTo: null,
    attachments: [
      {
        filename: 'letters.pdf',
        content: await letterPages(
          letters.map(({ words, target }) => ({ words, target, address: [], printedOn: null })),
        ),
        contentType: 'application/pdf',
      },
      { filename: 'letters.csv', content: csv, contentType: 'text/csv; charset=utf-8' },
    ],
  }
}
