import { type BroadcastMail, broadcastHtml, broadcastText, type MailBlock, plainBlocks } from '#emails/broadcast'
import { framed } from '~/channels/sms/text-frame'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { plainText, renderMarkdown } from '~/ui/page/markdown.server'
import type { Block, BroadcastContent } from './broadcast-content'
import { type FieldValues, fillMarks, type MarkedField, markFields } from './merge-fields'

/** An official whose card a mail shows, in its language. */
interface ShownOfficial {
  name: string
  title: string
}

/** What stands around the words of a message to many. */
export interface BroadcastFrame {
  publicUrl: string
  /** Source code of its links. */
  code: string
  campaignName: string
  /** Who is behind it, how to reach them; '' for a network without a name. */
  groupLine: string
  postalAddress: string
  /** Who signs a text. */
  sender: string
  /** By slug. */
  officials: ReadonlyMap<string, ShownOfficial>
}

/** A message to many, rendered for everybody; what is personal is marked. */
export interface BroadcastForm {
  subject: string
  /** Of a text: all of it. */
  text: string
  /** Null for a text. */
  html: string | null
  fields: readonly MarkedField[]
}

const stopMark = '\uE000stop\uE001'

/** Renders a message in one language, once for all its readers. @param variant which of two versions; null: the first */
export function renderBroadcast(
  content: BroadcastContent,
  { language, variant = 'a' }: { language: Language; variant?: 'a' | 'b' | null },
  frame: BroadcastFrame,
): BroadcastForm {
  const fields: MarkedField[] = []
  const marked = (text: string) => markFields(text, fields)
  const sourced = (text: string) => withSource(text, frame)
  const t = translator(language)
  if (content.channel === 'text') {
    const body = sourced(marked((variant === 'b' && content.bodyB ? content.bodyB : content.body)[language].trim()))
    return {
      subject: '',
      text: framed(body, { sender: frame.sender, stopLine: t('texts.stopLine'), isToMany: true }),
      html: null,
      fields,
    }
  }
  const subject = (variant === 'b' && content.subjectB ? content.subjectB : content.subject)[language]
  const mail: BroadcastMail = {
    subject: marked(subject),
    preview: marked(content.preview[language]),
    blocks: content.blocks
      .filter(({ version }) => version === '' || version === (variant ?? 'a'))
      .map((block) => blockIn(block, language, { frame, marked, sourced })),
    plain: content.plain && sourced(marked(content.plain[language])),
    foot: footOf(language, frame),
    ownPageUrl: `${frame.publicUrl}${paths.ownPageRequest(language)}`,
    stopUrl: stopMark,
  }
  return {
    subject: mail.subject,
    text: broadcastText(t, mail),
    html: broadcastHtml(t, language, mail),
    fields,
  }
}

/** The parts of a mail without formatting, to start one's own plain text from: fields stay in braces, links get no source code. */
export function plainToStartFrom(
  blocks: readonly Block[],
  language: Language,
  frame: Pick<BroadcastFrame, 'publicUrl' | 'officials'>,
): string {
  const asTyped = (text: string) => text
  return plainBlocks(
    translator(language),
    blocks.map((block) => blockIn(block, language, { frame, marked: asTyped, sourced: asTyped })),
  )
}

/** Why its readers get a mail, from which campaign, who is behind it, and where they are. */
function footOf(language: Language, { campaignName, groupLine, postalAddress }: BroadcastFrame): string[] {
  const t = translator(language)
  return [
    [t('mails.layout.whyToMany'), campaignName && t('mails.layout.campaign', { campaign: campaignName })]
      .filter(Boolean)
      .join(' '),
    groupLine && `${t('site.behind.title')} ${groupLine}`,
    postalAddress,
  ].filter(Boolean)
}

interface Rendering {
  frame: Pick<BroadcastFrame, 'publicUrl' | 'officials'>
  marked: (text: string) => string
  sourced: (text: string) => string
}

function blockIn({ kind, words, by, link, of }: Block, language: Language, rendering: Rendering): MailBlock {
  const { frame, marked, sourced } = rendering
  const said = marked(words[language])
  switch (kind) {
    case 'heading':
      return { kind, text: said }
    case 'text':
      return { kind, html: sourced(renderMarkdown(said)), text: sourced(plainParagraphs(said)) }
    case 'picture':
      return { kind, src: of && `${frame.publicUrl}${of}`, alt: said }
    case 'button':
      return { kind, label: said, url: sourced(of ? `${frame.publicUrl}/${language}/${of}` : link[language]) }
    case 'quote':
      return { kind, text: said, by: marked(by[language]) }
    case 'official': {
      const official = frame.officials.get(of) ?? { name: '', title: '' }
      return { kind, ...official, url: sourced(`${frame.publicUrl}${paths.official(language, of)}`), note: said }
    }
  }
}

/** Markdown without its marks, with an empty line between paragraphs. */
function plainParagraphs(markdown: string): string {
  return markdown
    .split(/\n{2,}/)
    .map((part) => plainText(part))
    .join('\n\n')
}

/**
 * Adds the source code to links to our own pages, the same for every reader, so that what people do there is counted for
 * this message. Links elsewhere stay as they are.
 */
function withSource(text: string, { publicUrl, code }: BroadcastFrame): string {
  const site = publicUrl.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const ours = new RegExp(`${site}/(?:en|es)(?:/[\\w/.-]*[\\w/])?(?![\\w/?#])`, 'g')
  return text.replace(ours, (url) => `${url}?r=${code}`)
}

/** What is personal about a message. */
export interface Personal {
  values: FieldValues
  stopUrl: string
}

/** Fills in what is personal. */
export function fillBroadcast(form: BroadcastForm, { values, stopUrl }: Personal) {
  const fill = (text: string, escape?: (value: string) => string) =>
    fillMarks(text.replaceAll(stopMark, stopUrl), form.fields, values, escape)
  return {
    // A name with a line break would end the header.
    subject: fill(form.subject, (value) => value.replace(/\s+/g, ' ')),
    text: fill(form.text),
    html: form.html === null ? null : fill(form.html, escapeHtml),
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
