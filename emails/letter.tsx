import { Body } from '@react-email/body'
import { Button } from '@react-email/button'
import { Container } from '@react-email/container'
import { Head } from '@react-email/head'
import { Heading } from '@react-email/heading'
import { Hr } from '@react-email/hr'
import { Html } from '@react-email/html'
import { Link } from '@react-email/link'
import { Preview } from '@react-email/preview'
import { Text } from '@react-email/text'
import type { MessageFacts } from '~/queue/outbox/message-facts'
import type { Mail, MailProps } from './mail'

/** What distinguishes one email from another. */
interface LetterKind {
  /** Key of its texts under `mails`: subject, preview, text, button and after. */
  words:
    | 'confirm'
    | 'contact'
    | 'contactChanging'
    | 'reminder'
    | 'already'
    | 'thanks'
    | 'own'
    | 'everything'
    | 'answered'
    | 'callReminder'
    | 'somebodyHere'
    | 'letterConfirm'
    | 'letterAlready'
    | 'letterBack'
    | 'confirmNews'
    | 'didTheyAnswer'
  /** Where its only button leads. */
  leadsTo: 'confirmUrl' | 'shareUrlInMail' | 'ownPageUrl' | 'petitionUrl' | 'actionUrl'
  /** What it is about, named by its title; default: a petition. */
  about?: 'petition' | 'action' | 'campaign'
  /** Why they get it, under `mails.layout`; default: because they signed. */
  why?: 'why' | 'whyLetter' | 'whyContact' | 'whyKnown' | 'whyNews'
  /** Whether it quotes the letter to be confirmed. */
  hasQuote?: boolean
  sample: MessageFacts
}

/** The content of an email. */
export interface Letter {
  subject: string
  preview: string
  /** The petition's own paragraphs and the standard ones, in reading order. */
  paragraphs: string[]
  button: string
  url: string
  after: string
  /** Signers can open their own page and stop messages; invited organizers can do neither. */
  isToSigner: boolean
  why: string
  quote: string
  /** What the quoted letter says in the reader's language, or '' or missing for none. */
  meaning?: string
}

const font = 'Helvetica, Arial, sans-serif'

/** An email with one button, to people who sign or write, or who are invited. */
export function letterMail({
  words,
  leadsTo,
  about = 'petition',
  why = 'why',
  hasQuote = false,
  sample,
}: LetterKind): Mail {
  const letterOf = ({ t, ...facts }: MailProps): Letter => {
    const petition = {
      petition: facts.petitionTitle,
      action: facts.actionTitle,
      campaign: facts.campaignName,
    }[about]
    const usual = t(`mails.${words}.text`, { petition })
    return {
      subject: facts.ownSubject || t(`mails.${words}.subject`, { petition }),
      preview: t(`mails.${words}.preview`),
      paragraphs: (words === 'thanks' ? [usual, facts.ownText] : [facts.ownText, usual]).filter(Boolean),
      button: t(`mails.${words}.button`),
      url: facts[leadsTo],
      after: t(`mails.${words}.after`),
      isToSigner: true,
      why: t(`mails.layout.${why}`),
      quote: hasQuote ? facts.quote : '',
      // Only Spanish readers need one: offices get English.
      meaning: hasQuote && facts.language === 'es' ? facts.quoteMeaning : '',
    }
  }
  return asLetter(letterOf, sample)
}

/** Builds an email from its content: text with one button, as in all of Firme's. */
export function asLetter(letterOf: (props: MailProps) => Letter, sample: MessageFacts): Mail {
  return {
    subject: (props) => letterOf(props).subject,
    text: (props) => letterText({ ...props, letter: letterOf(props) }),
    Html: (props) => <LetterHtml {...props} letter={letterOf(props)} />,
    sample,
  }
}

const quoted = {
  fontSize: 15,
  lineHeight: '22px',
  whiteSpace: 'pre-wrap',
  borderLeft: '4px solid #1b1916',
  paddingLeft: 12,
} as const

function LetterHtml({ t, letter, ...facts }: MailProps & { letter: Letter }) {
  return (
    <Html>
      <Head />
      <Preview>{letter.preview}</Preview>
      <Body style={{ background: '#f7f0e1', color: '#1b1916', fontFamily: font, margin: 0, padding: '24px 0' }}>
        <Container style={{ maxWidth: 520, background: '#fffdf7', border: '4px solid #1b1916', padding: 24 }}>
          <Heading as="h1" style={{ fontSize: 26, lineHeight: '30px', margin: '0 0 16px' }}>
            {letter.subject}
          </Heading>
          <Text style={{ fontSize: 17, lineHeight: '26px' }}>{greeting({ t, ...facts })}</Text>
          {letter.paragraphs.map((paragraph) => (
            <Text key={paragraph} style={{ fontSize: 17, lineHeight: '26px', whiteSpace: 'pre-line' }}>
              {paragraph}
            </Text>
          ))}
          {letter.quote && (
            <Text style={quoted} lang="en">
              {letter.quote}
            </Text>
          )}
          {letter.meaning && (
            <>
              <Text style={{ fontSize: 17, lineHeight: '26px', fontWeight: 700, margin: 0 }}>
                {t('letters.own.meaning')}
              </Text>
              <Text style={quoted} lang="es">
                {letter.meaning}
              </Text>
            </>
          )}
          <Button
            href={letter.url}
            style={{
              background: '#b3321a',
              color: '#ffffff',
              fontSize: 19,
              fontWeight: 700,
              padding: '16px 24px',
              textAlign: 'center',
            }}
          >
            {letter.button}
          </Button>
          <Text style={{ fontSize: 15, lineHeight: '22px' }}>{letter.after}</Text>
          <Hr style={{ borderColor: '#1b1916' }} />
          <Text style={{ fontSize: 13, lineHeight: '20px', color: '#5d564b' }}>{footOf({ t, ...facts }, letter)}</Text>
          {letter.isToSigner && (
            <Text style={{ fontSize: 13, lineHeight: '20px', color: '#5d564b' }}>
              <Link href={facts.ownPageUrl} style={{ color: '#8f2814' }}>
                {t('mails.layout.own')}
              </Link>
              {' · '}
              <Link href={facts.stopUrl} style={{ color: '#8f2814' }}>
                {t('mails.layout.stop')}
              </Link>
            </Text>
          )}
        </Container>
      </Body>
    </Html>
  )
}

function letterText({ t, letter, ...facts }: MailProps & { letter: Letter }): string {
  return [
    greeting({ t, ...facts }),
    ...letter.paragraphs,
    ...(letter.quote ? [`----------\n${letter.quote}\n----------`] : []),
    ...(letter.meaning ? [`${t('letters.own.meaning')}\n\n${letter.meaning}\n----------`] : []),
    `${letter.button}:\n${letter.url}`,
    letter.after,
    letter.isToSigner
      ? `--\n${footOf({ t, ...facts }, letter)}\n${t('mails.layout.own')}: ${facts.ownPageUrl}\n${t('mails.layout.stop')}: ${facts.stopUrl}`
      : `--\n${letter.why}`,
  ].join('\n\n')
}

/** Why they get it, from which campaign, who is behind it and, in what is sent to many, where they get their mail. */
function footOf(
  { t, campaignName, groupLine, postalAddress }: Pick<MailProps, 't' | 'campaignName' | 'groupLine' | 'postalAddress'>,
  { why, isToSigner }: Letter,
): string {
  if (!isToSigner) return why
  return [
    why,
    campaignName && t('mails.layout.campaign', { campaign: campaignName }),
    groupLine && `${t('site.behind.title')} ${groupLine}`,
    postalAddress,
  ]
    .filter(Boolean)
    .join(' ')
}

function greeting({ t, givenName }: Pick<MailProps, 't' | 'givenName'>): string {
  return givenName ? t('mails.layout.hello', { name: givenName }) : t('mails.layout.helloNobody')
}
