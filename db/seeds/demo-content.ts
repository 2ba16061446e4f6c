import type { Bilingual } from '~/i18n/language'
import { demoPosts } from './demo-officials'

export interface DemoPetition {
  slug: string
  /** Slug of the post it is addressed to. */
  targetKey: string
  title: Bilingual
  ask: Bilingual
  target: Bilingual
  story: Bilingual
  image: string
  imageAlt: Bilingual
  shareText: Bilingual
  updates: { publishedOn: string; title: Bilingual; body: Bilingual }[]
}

/** The campaign's own text. Dates and rulings are public record; officials and places are fictional. */
export const campaign: { slug: string; colour: string; name: Bilingual; summary: Bilingual; story: Bilingual } = {
  slug: 'end-s-comm',
  colour: '#c93a1d',
  name: { en: 'End S-Comm: ¡Alto Polimigra!', es: 'END S-COMM: ¡Alto Polimigra!' },
  summary: {
    en: 'Every booking fingerprint is sent to immigration agents. What your county does next is decided here, by people you can reach.',
    es: 'Cada huella que toma la cárcel llega a los agentes de migración. Lo que su condado haga después se decide aquí, y lo decide gente con quien usted puede hablar.',
  },
  story: {
    en: `## What the program does

When someone is booked into a county jail, for anything or for nothing, their fingerprints go to the FBI and from there to immigration agents. That is Secure Communities, or S-Comm, announced in March 2008 without a law to order it. Harris County, Texas, was first, in October 2008. By 2013 it was everywhere.

So a broken taillight can end in a deportation. People stop calling the police, even when they are the ones who were robbed or beaten.

## What a county can decide, and what it cannot

It cannot stop the fingerprints: since 2011 they flow whatever a county says. But it decides what happens afterwards:

- whether its jail **holds** people longer because ICE asks (a *detainer*);
- whether it **tells** agents when someone is released;
- whether agents may **come into** the jail;
- whether its own deputies become agents (a *287(g)* agreement);
- what its staff and its money are used for.

## What was already won

Judges have said it plainly. In March 2014 a federal appeals court held that a detainer is a request, and that a county which jails a person on one may have to answer for it (*Galarza v. Szalczyk*). A month later a court in Oregon held that keeping someone on a detainer without probable cause breaks the Fourth Amendment (*Miranda-Olivares v. Clackamas County*).

The program was ended in name in November 2014, brought back in January 2017, and pushed further in January 2025. How far it reaches is still decided by local people.`,
    es: `## Qué hace el programa

Cuando a alguien lo fichan en la cárcel del condado, por lo que sea o por nada, sus huellas van al FBI y de ahí a los agentes de migración. Eso es Comunidades Seguras, o S-Comm, anunciado en marzo de 2008 sin que una ley lo ordenara. El primero fue el condado de Harris, Texas, en octubre de 2008. Para 2013 ya estaba en todas partes.

Así, que lo pare la policía por un foco fundido puede terminar en deportación. La gente deja de llamar a la policía, aunque sea a ella a quien robaron o golpearon.

## Qué puede decidir un condado, y qué no

No puede detener las huellas: desde 2011 pasan, diga lo que diga el condado. Pero decide lo que viene después:

- si su cárcel **retiene** a alguien más tiempo porque migración lo pide (una *orden de retención*, o *detainer*);
- si **avisa** a los agentes cuándo sale una persona;
- si los agentes pueden **entrar** a la cárcel;
- si sus propios oficiales (*deputies*) hacen de agentes de migración (un acuerdo *287(g)*);
- en qué se usan su personal y su dinero.

## Lo que ya se ganó

Los jueces lo han dicho claro. En marzo de 2014 una corte federal de apelaciones resolvió que el *detainer* es una solicitud, y que el condado que encarcela a alguien por eso puede tener que responder (*Galarza v. Szalczyk*). Un mes después, una corte de Oregón resolvió que retener a alguien con un *detainer* y sin causa probable viola la Cuarta Enmienda (*Miranda-Olivares v. Clackamas County*).

El programa terminó de nombre en noviembre de 2014, volvió en enero de 2017 y se amplió en enero de 2025. Hasta dónde llega lo sigue decidiendo gente de aquí.`,
  },
}

export const petitions: DemoPetition[] = [
  {
    slug: 'alto-polimigra',
    targetKey: demoPosts.sheriff,
    title: {
      en: 'Sheriff Vance: release people when a judge says so',
      es: 'Alguacil Vance: suelte a la gente cuando lo ordena un juez',
    },
    ask: {
      en: 'Don’t keep anyone in jail past their release just because ICE asks. No judge’s warrant, no hold.',
      es: 'No retenga a nadie después de su salida porque migración lo pide, salvo con una orden firmada por un juez.',
    },
    target: { en: 'Ida Vance, Sheriff of Saguaro County', es: 'Ida Vance, alguacil (sheriff) del condado de Saguaro' },
    story: {
      en: `When a judge says you can go home, you should go home. In our county jail that often isn’t what happens. Immigration sends a form, called a *detainer*, and the jail keeps the person until agents come.

That form is not a warrant. No judge has read it. Since 2014 federal courts have said that a detainer is a request, and that a county which jails a person on one may have to pay for it.

## What it does to us

- A mother is stopped for a broken taillight, and her children wait for a car that doesn’t come.
- A worker who wasn’t paid doesn’t report it, because calling the police can end in that jail.
- A woman who was beaten doesn’t call.

## What the sheriff can do tomorrow

This needs no new law and no vote. One page to the staff is enough: **no judge's warrant, no extra night in jail.** Other counties have done it, and the sky didn’t fall.`,
      es: `Cuando un juez dice que alguien puede irse a su casa, debería irse a su casa. En la cárcel de nuestro condado muchas veces no pasa así. Migración manda una hoja, que se llama orden de retención o *detainer*, y la cárcel se queda con la persona hasta que llegan los agentes.

Esa hoja no es una orden de un juez. Ningún juez la ha leído. Desde 2014 las cortes federales han dicho que el *detainer* es una solicitud, y que el condado que encarcela a alguien por eso puede tener que pagar.

## Lo que nos hace

- A una mamá la paran por un foco fundido, y sus hijos esperan un carro que no llega.
- Un trabajador al que no le pagaron no lo denuncia, porque el camino a la policía lleva a la cárcel.
- Una mujer a la que golpearon no llama.

## Lo que la alguacil puede hacer mañana

No necesita una ley nueva ni una votación. Puede decirle a su personal, en una hoja: **sin orden de un juez, ni una noche más.** Otros condados ya lo hicieron, y no pasó nada malo.`,
    },
    image: '/pictures/gate.svg',
    imageAlt: {
      en: 'A jail gate stands open before mountains at sunrise, and three people walk out',
      es: 'La reja de una cárcel, abierta frente a las montañas al amanecer, y tres personas que salen',
    },
    shareText: {
      en: 'I signed so our sheriff won’t hold anyone without a judge’s warrant. Will you?',
      es: 'Firmé para que nuestra alguacil no retenga a nadie sin un juez. ¿Y usted?',
    },
    updates: [
      {
        publishedOn: '2026-11-10',
        title: { en: 'We asked for a meeting', es: 'Pedimos una reunión' },
        body: {
          en: 'The day labor center asked the sheriff to sit down with families. We’ll post her answer here.',
          es: 'El centro de jornaleros le pidió a la alguacil que se siente con las familias. Aquí escribiremos lo que conteste.',
        },
      },
    ],
  },
  {
    slug: 'no-287g',
    targetKey: demoPosts.council[0],
    title: { en: 'Ocotillo: no police money for deportations', es: 'Ocotillo: ni un peso de la policía para deportar' },
    ask: {
      en: 'Vote to keep city officers, cars and dollars out of immigration arrests.',
      es: 'Voten para que ningún oficial, patrulla ni dólar de la ciudad se use para arrestos de migración.',
    },
    target: { en: 'Lee Okafor and the City Council of Ocotillo', es: 'Lee Okafor y el concejo municipal de Ocotillo' },
    story: {
      en: `A *287(g)* agreement turns local officers into immigration agents. Since January 2025 Washington has pressed for more of them, and has threatened to withhold money from places that say no.

Our council has not signed one. We want it to say so in a vote, before someone else decides for it.

## Why a vote

A promise lasts only as long as the person who made it. A vote is on the record; officers can read it, and so can we. It also tells every family on the corner, in the kitchen and on the roof that calling 911 is still for them.

## What we ask the council to write

1. No agreement that makes city officers immigration agents.
2. No officer's hour, no city car and no city jail for immigration arrests, unless a judge has signed a warrant.
3. A report, twice a year, of every request that came in and how the city answered.`,
      es: `Un acuerdo *287(g)* convierte a los oficiales locales en agentes de migración. Desde enero de 2025 Washington presiona para que haya más, y amenaza con quitar dinero a los lugares que digan que no.

Nuestro concejo no ha firmado ninguno. Queremos que lo diga con un voto, antes de que otro decida por él.

## Por qué un voto

Una promesa se acaba con quien la hizo. Un voto queda escrito; los oficiales lo pueden leer, y nosotros también. Además le dice a cada familia, en la esquina, en la cocina y en el techo, que llamar al 911 sigue siendo para ella.

## Lo que pedimos que el concejo escriba

1. Ningún acuerdo que haga de los oficiales de la ciudad agentes de migración.
2. Ni una hora de un oficial, ni una patrulla, ni la cárcel de la ciudad para arrestos de migración, salvo con una orden firmada por un juez.
3. Dos veces al año, la cuenta de cada solicitud que llegó y de lo que se contestó.`,
    },
    image: '/pictures/hands.svg',
    imageAlt: {
      en: 'Three raised hands before a rising sun; the middle one shows its fingerprint',
      es: 'Tres manos en alto frente al sol que sale; la de en medio muestra su huella',
    },
    shareText: {
      en: 'I signed so our city won’t help with deportations. Will you?',
      es: 'Firmé para que nuestra ciudad no ayude a deportar. ¿Y usted?',
    },
    updates: [],
  },
]
