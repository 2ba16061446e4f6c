import { Body } from '@react-email/body'
import { Button } from '@react-email/button'
import { Container } from '@react-email/container'
import { Head } from '@react-email/head'
import { Heading } from '@react-email/heading'
import { Hr } from '@react-email/hr'
import { Html } from '@react-email/html'
import { Img } from '@react-email/img'
import { Link } from '@react-email/link'
import { Preview } from '@react-email/preview'
import { Section } from '@react-email/section'
import { Text } from '@react-email/text'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'

/** A part of a mail to many, in its reader's language. Its addresses are absolute. */
export type MailBlock =
  | { kind: 'heading'; text: string }
  /** `html`: safe, as `renderMarkdown` makes it. */
  | { kind: 'text'; html: string; text: string }
  | { kind: 'picture'; src: string; alt: string }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'quote'; text: string; by: string }
  | { kind: 'official'; name: string; title: string; url: string; note: string }

/** A mail to many, in one language. */
export interface BroadcastMail {
  subject: string
  preview: string
  blocks: MailBlock[]
  /** Plain text that somebody has edited; null: made of the blocks. */
  plain: string | null
  /** Why its readers get it, who is behind it, and their postal address. */
  foot: string[]
  ownPageUrl: string
  stopUrl: string
}

const font = 'Helvetica, Arial, sans-serif'
const paragraph = { fontSize: 17, lineHeight: '26px', margin: '0 0 16px' } as const
const small = { fontSize: 13, lineHeight: '20px' } as const

/** Mail programs that darken pages by themselves leave these colors alone. */
const darkStyle =
  '@media (prefers-color-scheme:dark){body,.page{background:#141210!important}.paper{background:#1f1c18!important;border-color:#f0e7d5!important;color:#f0e7d5!important}' +
  '.paper h1,.paper h2,.paper p,.paper li{color:#f0e7d5!important}.paper a{color:#ffab94!important}.paper .foot{color:#c9bfae!important}.paper .press{background:#b3321a!important;color:#ffffff!important}' +
  '.paper .card,.paper .said,.paper hr{border-color:#f0e7d5!important}}'

/** The HTML as it looks where it is dark, for who writes it. */
export function inTheDark(html: string): string {
  return html.replace('@media (prefers-color-scheme:dark)', '@media all')
}

/** @returns the whole mail as HTML */
export function broadcastHtml(t: Translate, language: Language, mail: BroadcastMail): string {
  const html = renderToStaticMarkup(
    <Html>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Written here, with nothing in it that anybody typed. */}
        <style dangerouslySetInnerHTML={{ __html: darkStyle }} />
      </Head>
      {mail.preview && <Preview>{mail.preview}</Preview>}
      <Body
        className="page"
        style={{ background: '#f7f0e1', color: '#1b1916', fontFamily: font, margin: 0, padding: '24px 0' }}
      >
        <Container
          className="paper"
          style={{ maxWidth: 560, background: '#fffdf7', border: '4px solid #1b1916', padding: 24 }}
        >
          {mail.blocks.map((block, at) => (
            // Blocks have no names of their own, and are never moved once rendered.
            <BlockHtml key={`${at} ${block.kind}`} t={t} block={block} />
          ))}
          <Hr style={{ borderColor: '#1b1916' }} />
          {mail.foot.map((line) => (
            <Text key={line} className="foot" style={{ ...small, color: '#5d564b', margin: '0 0 8px' }}>
              {line}
            </Text>
          ))}
          <Text style={small}>
            <Link href={mail.ownPageUrl} style={{ color: '#8f2814' }}>
              {t('mails.layout.own')}
            </Link>
            {' · '}
            <Link href={mail.stopUrl} style={{ color: '#8f2814' }}>
              {t('mails.layout.stop')}
            </Link>
          </Text>
        </Container>
      </Body>
    </Html>,
  )
  return `<!doctype html>${html.replace(/^<html[^>]*>/, `<html lang="${language}" dir="ltr">`)}`
}

function BlockHtml({ t, block }: { t: Translate; block: MailBlock }) {
  switch (block.kind) {
    case 'heading':
      return (
        <Heading as="h1" style={{ fontSize: 26, lineHeight: '30px', margin: '0 0 16px' }}>
          {block.text}
        </Heading>
      )
    case 'text':
      return (
        <div style={{ fontSize: 17, lineHeight: '26px' }} dangerouslySetInnerHTML={{ __html: styled(block.html) }} />
      )
    case 'picture':
      // None was chosen yet.
      if (!block.src) return <Text style={paragraph}>{block.alt}</Text>
      return (
        <Img
          src={block.src}
          alt={block.alt}
          width="504"
          style={{ width: '100%', height: 'auto', margin: '0 0 16px' }}
        />
      )
    case 'button':
      return (
        <Section style={{ margin: '0 0 16px' }}>
          <Button
            className="press"
            href={block.url}
            style={{
              background: '#b3321a',
              color: '#ffffff',
              fontSize: 19,
              fontWeight: 700,
              padding: '16px 24px',
              textAlign: 'center',
            }}
          >
            {block.label}
          </Button>
        </Section>
      )
    case 'quote':
      return (
        <Section className="said" style={{ borderLeft: '4px solid #1b1916', margin: '0 0 16px', paddingLeft: 12 }}>
          <Text style={{ ...paragraph, fontStyle: 'italic', margin: 0, whiteSpace: 'pre-line' }}>{block.text}</Text>
          {block.by && <Text style={{ ...small, margin: 0 }}>{block.by}</Text>}
        </Section>
      )
    case 'official':
      return (
        <Section className="card" style={{ border: '2px solid #1b1916', margin: '0 0 16px', padding: 16 }}>
          <Text style={{ ...paragraph, fontWeight: 700, margin: 0 }}>{block.name}</Text>
          <Text style={{ ...small, margin: 0 }}>{block.title}</Text>
          {block.note && <Text style={{ ...paragraph, margin: '8px 0 0', whiteSpace: 'pre-line' }}>{block.note}</Text>}
          <Text style={{ ...small, margin: '8px 0 0' }}>
            <Link href={block.url} style={{ color: '#8f2814' }}>
              {t('broadcasts.mail.official')}
            </Link>
          </Text>
        </Section>
      )
  }
}

/** Mail programs ignore style sheets for these, and their own margins differ. */
function styled(html: string): string {
  return html
    .replaceAll('<p>', '<p style="margin:0 0 16px">')
    .replaceAll(/<h[2-4]>/g, (tag) => `${tag.slice(0, -1)} style="font-size:20px;line-height:26px;margin:0 0 12px">`)
    .replaceAll(/<(ul|ol)>/g, '<$1 style="margin:0 0 16px;padding-left:24px">')
    .replaceAll('<a ', '<a style="color:#8f2814" ')
    .replaceAll('<blockquote>', '<blockquote style="border-left:4px solid #1b1916;margin:0 0 16px;padding-left:12px">')
}

/** @returns the whole mail as plain text */
export function broadcastText(t: Translate, mail: BroadcastMail): string {
  const said = mail.plain ? [mail.plain] : [plainBlocks(t, mail.blocks)]
  return [
    ...said,
    `--\n${[...mail.foot, `${t('mails.layout.own')}: ${mail.ownPageUrl}`, `${t('mails.layout.stop')}: ${mail.stopUrl}`].join('\n')}`,
  ].join('\n\n')
}

/** The parts of a mail without formatting. */
export function plainBlocks(t: Translate, blocks: readonly MailBlock[]): string {
  return blocks
    .map((block) => plainBlock(t, block))
    .filter(Boolean)
    .join('\n\n')
}

function plainBlock(t: Translate, block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return block.text
    case 'picture':
      return block.alt && `[${block.alt}]`
    case 'button':
      return `${block.label}:\n${block.url}`
    case 'quote':
      return [`“${block.text}”`, block.by].filter(Boolean).join('\n')
    case 'official':
      return [`${block.name}, ${block.title}`, block.note, `${t('broadcasts.mail.official')}: ${block.url}`]
        .filter(Boolean)
        .join('\n')
  }
}
