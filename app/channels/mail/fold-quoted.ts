import EmailReplyParser from 'email-reply-parser'

/** What somebody wrote, apart from what their mail quotes of earlier ones and from their signature. */
interface FoldedMail {
  said: string
  quoted: string
}

/** Characters that the parser reads: its patterns take quadratic time. What a person writes is at the beginning. */
const mostParsed = 8_000

/** Tells what is new in an answer from what it quotes: by `email-reply-parser`, and never nothing where there was something. */
export function foldQuoted(text: string): FoldedMail {
  const clean = text.replace(/\r\n/g, '\n').trim()
  const rest = clean.slice(mostParsed)
  const fragments = new EmailReplyParser().read(clean.slice(0, mostParsed)).getFragments()
  const part = (isHidden: boolean) =>
    fragments
      .filter((fragment) => fragment.isHidden() === isHidden && !fragment.isEmpty())
      .map((fragment) => fragment.getContent())
      .join('\n')
      .trim()
  const said = part(false)
  if (said === '') return { said: clean, quoted: '' }
  const quoted = part(true)
  // Below the first quote nearly all is quoted too.
  return quoted === '' ? { said: said + rest, quoted } : { said, quoted: quoted + rest }
}
