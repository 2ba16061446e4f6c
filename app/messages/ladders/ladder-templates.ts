import type { Bilingual } from '~/i18n/language'
import { type LadderContent, ladderContent } from './ladder-content'

/** Ladders to begin with, in words that are meant to be changed. */
export const templateNames = ['welcome', 'after-signing', 'before-meeting', 'win-back'] as const
export type TemplateName = (typeof templateNames)[number]

const nameOf: Record<TemplateName, Bilingual> = {
  welcome: { en: 'Welcome', es: 'Bienvenida' },
  'after-signing': { en: 'After signing', es: 'Después de firmar' },
  'before-meeting': { en: 'Before the council meets', es: 'Antes de que sesione el concejo' },
  'win-back': { en: 'Come back', es: 'Que regresen' },
}

/** What a template is called. */
export function templateName(name: TemplateName): Bilingual {
  return nameOf[name]
}

/** A new ladder made from a template; nothing in it leads anywhere yet but to the campaign. */
export function ladderFrom(name: TemplateName): LadderContent {
  return ladderContent.parse({ title: nameOf[name], steps: stepsOf[name] })
}

const end = (key: string) => ({ key, kind: 'end' })
const at = (key: string, hour: number) => ({ key, kind: 'wait', how: 'until', weekday: 'any', hour })
const days = (key: string, amount: number) => ({ key, kind: 'wait', how: 'days', amount })
const message = (key: string, words: Record<'title' | 'text' | 'button' | 'sms', Bilingual>, said: object = {}) => ({
  key,
  kind: 'message',
  by: 'either',
  purpose: 'news',
  ...words,
  ...said,
})

const stepsOf: Record<TemplateName, object[]> = {
  welcome: [
    {
      key: 's1',
      kind: 'rung',
      title: { en: 'Asked for news', es: 'Pidió noticias' },
      when: 'subscribed',
    },
    at('s2', 18),
    message('s3', {
      title: { en: 'Welcome. Here is what we do', es: 'Le damos la bienvenida. Esto es lo que hacemos' },
      text: {
        en: 'Thanks for asking to be kept posted on {campaign}. We write when there is something you can do, and when we win.',
        es: 'Gracias por pedir noticias de {campaign}. Le escribimos cuando hay algo que usted puede hacer y cuando ganamos.',
      },
      button: { en: 'See what you can do', es: 'Ver qué puede hacer' },
      sms: { en: 'Welcome! See what you can do today.', es: 'Gracias por unirse. Vea lo que puede hacer hoy.' },
    }),
    end('s4'),
  ],
  'after-signing': [
    {
      key: 's1',
      kind: 'rung',
      title: { en: 'Signed', es: 'Firmó' },
      when: 'confirmed',
    },
    days('s2', 2),
    at('s3', 18),
    message('s4', {
      title: { en: 'You signed. Now make a call', es: 'Ya firmó. Ahora haga una llamada' },
      text: {
        en: 'Your signature counts. A call counts even more: it takes two minutes, and we tell you what to say.',
        es: 'Su firma cuenta. Una llamada cuenta todavía más: son dos minutos, y le decimos qué decir.',
      },
      button: { en: 'Make the call', es: 'Hacer la llamada' },
      sms: {
        en: 'You signed. Now make a call: two minutes, and we tell you what to say.',
        es: 'Gracias por firmar. Ahora llame: son dos minutos, y le decimos qué decir.',
      },
    }),
    days('s5', 5),
    { key: 's6', kind: 'condition', about: 'did', act: 'called', yes: 's8', no: '' },
    {
      key: 's7',
      kind: 'task',
      title: { en: 'Call them and ask what stands in the way', es: 'Llamarles y preguntar qué se lo impide' },
    },
    end('s8'),
    {
      key: 's9',
      kind: 'rung',
      title: { en: 'Called', es: 'Llamó' },
      when: 'called',
    },
    message('s10', {
      title: { en: 'Thank you for calling', es: 'Gracias por llamar' },
      text: {
        en: 'They heard you. Now ask one friend to do the same: coming from you, it works.',
        es: 'Le escucharon. Ahora pídale lo mismo a una persona que conozca: si viene de usted, funciona.',
      },
      button: { en: 'Share it', es: 'Compartir' },
      sms: { en: 'Thank you for calling! Now ask one friend.', es: 'Gracias por llamar. Ahora invite a una persona.' },
    }),
    end('s11'),
  ],
  'before-meeting': [
    {
      key: 's1',
      kind: 'rung',
      title: { en: 'A meeting is coming', es: 'Viene una junta' },
      when: 'before-meeting',
      days: 7,
    },
    at('s2', 18),
    message(
      's3',
      {
        title: { en: 'Come with us: {title}', es: 'Venga con nosotros: {title}' },
        text: {
          en: 'They meet {when|soon}. When the room is full, they vote differently. Come, and bring someone.',
          es: 'Se reúnen {when|pronto}. Cuando la sala está llena, votan de otra manera. Venga, y traiga a alguien.',
        },
        button: { en: 'When and where', es: 'Cuándo y dónde' },
        sms: { en: 'The council meets {when|soon}. Come with us.', es: 'El concejo se reúne {when|pronto}. Venga.' },
      },
      { purpose: 'invite', hours: 72 },
    ),
    end('s4'),
  ],
  'win-back': [
    {
      key: 's1',
      kind: 'rung',
      title: { en: 'Quiet for 90 days', es: '90 días sin hacer nada' },
      when: 'after-last-act',
      days: 90,
    },
    at('s2', 18),
    message('s3', {
      title: { en: 'We have moved on. Come along', es: 'Hemos avanzado. Venga' },
      text: {
        en: 'It has been a while. A lot has happened in {campaign}, and there is something for you to do.',
        es: 'Ya hace tiempo que no nos vemos. Ha pasado mucho en {campaign}, y hay algo que usted puede hacer.',
      },
      button: { en: 'See what is new', es: 'Ver qué hay de nuevo' },
      sms: { en: 'A lot has happened. See what you can do now.', es: 'Ha pasado mucho. Vea lo que puede hacer ahora.' },
    }),
    end('s4'),
  ],
}
