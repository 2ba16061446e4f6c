import EmailReplyParser from 'email-reply-parser'

/** What somebody wrote, apart from what their mail quotes of earlier ones and from their signature. */
export interface FoldedMail {
  said: string
  quoted: string
}

/** Tells what is new in an answer from what it quotes: by `email-reply-parser`, and never nothing where there was something. */
export function foldQuoted(text: string): FoldedMail {
  const clean = text.replace(/\r\n/g, '\n').trim()
  const fragments = new EmailReplyParser().read(clean).getFragments()
  const part = (isHidden: boolean) =>
    fragments
      .filter((fragment) => fragment.isHidden() === isHidden && !fragment.isEmpty())
      .map((fragment) => fragment.getContent())
      .join('\n')
      .trim()
  const said = part(false)
  return said === '' ? { said: clean, quoted: '' } : { said, quoted: part(true) }
}
