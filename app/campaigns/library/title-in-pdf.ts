import { cleanLine } from '~/ui/forms/text'

/** Most characters of a title, as `document-content.ts` takes them. */
const mostTitle = 160
/** Programs put the name of the file they wrote there. */
const fileEnding = /\.(?:docx?|dotx?|rtf|odt|wpd|pages|pdf|xlsx?|pptx?|txt|html?|pub|indd|qxd|tiff?|jpe?g|png|tmp)$/i
const programs = /^microsoft (?:office )?(?:word|excel|powerpoint)\s*-\s*/i
/** What programs and scanners write when nobody has said anything. */
const saysNothing =
  /^(?:untitled|no title|sin t[ií]tulo|powerpoint presentation|new (?:microsoft )?(?:word )?document|(?:scanned|scan|slide|document|documento|image|page) ?(?:from|de|\d).*)/i

/**
 * The title that a PDF gives itself, or '' where a program has put the name of a file, a path or nothing there. A real one
 * has two words at least.
 */
export function titleInPdf(written: string): string {
  const title = cleanLine(written.replace(programs, ''))
  const words = title.match(/\p{L}{2,}/gu) ?? []
  const isReal =
    words.length >= 2 &&
    title.length <= mostTitle &&
    /\s/.test(title) &&
    !fileEnding.test(title) &&
    !/[\\/]{1,2}\w+[\\/]|_/.test(title) &&
    !saysNothing.test(title)
  return isReal ? title : ''
}
