import type { Bilingual } from '~/i18n/language'
import { pictures } from './pictures'
import { sources } from './sources'

type Section = { key: string; kind: string; isOn: true } & Record<string, unknown>

/** The campaign's home, from the top down: what to do and what is new, then the story. */
export const homeSections: readonly Section[] = numbered([
  {
    kind: 'hero',
    ...pictures.openDoor,
    ask: {
      en: 'Your sheriff decides who gets handed to ICE. Tell them: no judge’s warrant, no extra night.',
      es: 'Su alguacil (sheriff) decide a quién le entrega a ICE. Dígaselo: sin orden de un juez, ni una noche más.',
    },
    button: { en: 'Sign the petition', es: 'Firme la petición' },
    action: 'alto-polimigra',
  },
  {
    kind: 'near-you',
    heading: { en: 'Where do you live?', es: '¿Dónde vive usted?' },
    text: {
      en: 'Five numbers, and you’ll see who decides there, what they have decided, and what you can do in two minutes. We don’t save your ZIP.',
      es: 'Cinco números, y verá quién decide ahí, qué ha decidido y qué puede hacer usted en dos minutos. No guardamos su código postal.',
    },
  },
  {
    kind: 'numbers',
    heading: { en: 'What we have done so far', es: 'Lo que llevamos hecho' },
    note: {
      en: 'Counted here, as it happens. A signature counts once it is confirmed.',
      es: 'Contado aquí, conforme pasa. Una firma cuenta cuando ya está confirmada.',
    },
  },
  {
    kind: 'actions',
    heading: { en: 'Two minutes. Pick one.', es: 'Dos minutos. Escoja una.' },
    which: 'all',
    chosen: '',
  },
  { kind: 'news', heading: { en: 'News from the campaign', es: 'Noticias de la campaña' } },
  {
    kind: 'text',
    heading: { en: 'One fingerprint', es: 'Una sola huella' },
    text: {
      en: `A taillight is out. An officer stops the car. An hour later someone is rolling their fingers over glass.

That print goes to the FBI. From there it goes to immigration. If a computer finds a match, ICE may ask the jail: *don’t let this one go.*

That is **Secure Communities**, or S-Comm. ICE announced it in **March 2008**. No law ordered it. No conviction is needed: the people it checks are still presumed innocent.

- October 2008: the first county, Harris, Texas.
- September 28, 2010: all 254 counties of Texas.
- January 2013: everywhere.

People learned fast what it means. You don’t call 911 if the patrol car may be the first leg of a deportation. Not when you are robbed. Not when you are hit.

We call it **polimigra**: the police and immigration agents, in one uniform.`,
      es: `Un foco fundido. Un oficial para el carro. Una hora después alguien está poniendo los dedos sobre un vidrio.

Esa huella va al FBI. De ahí pasa a migración. Si una computadora encuentra una coincidencia, ICE puede pedirle a la cárcel: *a este no lo suelten.*

Eso es **Comunidades Seguras**, o S-Comm. ICE lo anunció en **marzo de 2008**. Ninguna ley lo ordenó. No hace falta una condena: la gente que revisa sigue siendo inocente mientras nadie pruebe lo contrario.

- Octubre de 2008: el primer condado, Harris, Texas.
- 28 de septiembre de 2010: los 254 condados de Texas.
- Enero de 2013: en todas partes.

La gente aprendió rápido lo que significa. Nadie llama al 911 si la patrulla puede ser el primer tramo de una deportación. Ni cuando le roban. Ni cuando le pegan.

A eso le decimos **polimigra**: la policía y la migra, en un solo uniforme.`,
    },
  },
  {
    kind: 'picture',
    picture: pictures.fingerprint.picture,
    alt: pictures.fingerprint.pictureAlt,
    caption: {
      en: 'Fingerprint, database, van. A county can’t stop the first arrow. It can often stop the second.',
      es: 'Huella, base de datos, camioneta. Un condado no puede parar la primera flecha. La segunda, muchas veces sí.',
    },
  },
  {
    kind: 'text',
    heading: { en: 'Then places began to say no', es: 'Y los lugares empezaron a decir que no' },
    text: {
      en: `On **September 28, 2010**, while ICE celebrated Texas, two county boards voted to leave: Santa Clara in California, Arlington in Virginia. Both votes were unanimous.

In 2011 the states followed. **Illinois** ended its agreement on May 4. **New York** suspended on June 1. **Massachusetts** said no on June 6.

Washington’s answer: the fingerprints will flow anyway. That August ICE ended all the agreements itself. It said it needed none.

So people found the door that was still open. If we can’t stop the fingerprint, we can stop **what our jail does with it**. In the spring of 2014, sheriffs in Oregon, Washington and Colorado stopped holding people for ICE; by May 2 it was 37 counties and cities, by NDLON’s count. California and Illinois wrote limits into state law. By January 2018, says the Immigrant Legal Resource Center, 735 counties, nearly one in four, did not hold people on detainers.

**Over 350 localities have adopted policies against the program, according to the campaign.** Every one began with neighbors in a room.`,
      es: `El **28 de septiembre de 2010**, mientras ICE celebraba lo de Texas, dos juntas de condado votaron por salirse: Santa Clara, en California, y Arlington, en Virginia. Las dos por unanimidad.

En 2011 siguieron los estados. **Illinois** terminó su acuerdo el 4 de mayo. **Nueva York** lo suspendió el 1 de junio. **Massachusetts** dijo que no el 6 de junio.

Washington contestó: las huellas van a pasar de todos modos. Ese agosto, el propio ICE terminó todos los acuerdos: dijo que no los necesitaba.

Entonces la gente encontró la puerta que seguía abierta. Si no podemos parar la huella, podemos parar **lo que hace con ella nuestra cárcel**. En la primavera de 2014, alguaciles (sheriffs) de Oregón, Washington y Colorado dejaron de retener gente para ICE; el 2 de mayo ya eran 37 condados y ciudades, según la cuenta de NDLON. California e Illinois pusieron límites en la ley del estado. Para enero de 2018, dice el Immigrant Legal Resource Center, 735 condados, casi uno de cada cuatro, no retenían a nadie por órdenes de retención (detainers).

**Más de 350 localidades han adoptado políticas contra el programa, según la campaña.** Todas empezaron con unos cuantos vecinos en una sala.`,
    },
  },
  {
    kind: 'localities',
    heading: { en: 'Where localities stand', es: 'Qué ha decidido cada lugar' },
    text: {
      en: 'What each place has decided, since when, and who says so. If yours is missing or wrong, tell us.',
      es: 'Lo que decidió, desde cuándo y quién lo dice. Si falta el suyo o está mal, avísenos.',
    },
  },
  {
    kind: 'text',
    heading: { en: 'We asked to see the papers', es: 'Pedimos ver los papeles' },
    text: {
      en: `Was it voluntary? ICE said yes. ICE said no. So on **February 3, 2010**, the day laborers’ network NDLON, the Center for Constitutional Rights and Cardozo’s law clinic asked for the government’s own records. On **April 27** they sued: *NDLON v. ICE*.

In July 2011, Judge Shira Scheindlin ordered the agencies to show more about opting out. In July 2012 she ruled that their searches had not been good enough.

**Why it mattered:** what had been rumor became paper. A county clerk could read it. So could a governor, a reporter, and a grandmother at the microphone. While the judge ruled, in 2011, an inspector general began to look into what local governments had been told.

The case ended in 2013. The pages are still at work.`,
      es: `¿Era voluntario? ICE decía que sí. ICE decía que no. Por eso, el **3 de febrero de 2010**, la red de jornaleros NDLON, el Center for Constitutional Rights y la clínica legal de Cardozo pidieron los documentos del propio gobierno. El **27 de abril** demandaron: *NDLON v. ICE*.

En julio de 2011, la jueza Shira Scheindlin les ordenó a las agencias enseñar más sobre cómo salirse. En julio de 2012 resolvió que no habían buscado bien.

**Por qué importó:** lo que era rumor se volvió papel. Lo podía leer la secretaria de un condado. También un gobernador, una reportera y una abuela frente al micrófono. Mientras la jueza decidía, en 2011, un inspector general empezó a revisar qué les habían dicho a los gobiernos locales.

El caso terminó en 2013. Las hojas siguen trabajando.`,
    },
  },
  {
    kind: 'quotes',
    text: {
      en: 'Transparency is indeed expensive, but it pales in comparison to the cost of a democracy of operating behind a veil of secrecy.',
      es: 'La transparencia cuesta, sí, pero eso no es nada frente a lo que le cuesta a una democracia trabajar detrás de un velo de secreto.',
    },
    who: {
      en: 'Judge Shira A. Scheindlin, NDLON v. ICE, July 13, 2012',
      es: 'Jueza Shira A. Scheindlin, NDLON v. ICE, 13 de julio de 2012 (traducción nuestra)',
    },
  },
  {
    kind: 'text',
    heading: { en: 'It ended. It didn’t.', es: 'Se acabó. No se acabó.' },
    text: {
      en: `**November 20, 2014.** The Department of Homeland Security drops Secure Communities. Its name, says the memo, has become “a symbol for general hostility.” We had won the name. But a new program, PEP, took its place, and the fingerprints went on flowing.

**January 25, 2017.** Executive Order 13768 brings it back, name and all.

**January 20, 2021.** Executive Order 13993 revokes that order. The link stays on.

**January 20, 2025.** Executive Order 14159 goes further: more 287(g) agreements, which make local officers immigration agents, and threats to withhold money from places that say no. In Texas, SB 8 now orders every sheriff who runs a jail to seek such an agreement.

Orders come and go. The cable stays. **That is why we don’t wait for Washington.** We go to the county building. The door is open on Tuesdays.`,
      es: `**20 de noviembre de 2014.** El Departamento de Seguridad Nacional (DHS) deja Comunidades Seguras. El nombre, dice el memorándum, se volvió símbolo de una hostilidad general. Les ganamos el nombre. Pero en su lugar llegó otro programa, PEP, y las huellas siguieron pasando.

**25 de enero de 2017.** La Orden Ejecutiva 13768 lo revive, con todo y nombre.

**20 de enero de 2021.** La Orden Ejecutiva 13993 revoca aquella. La conexión sigue prendida.

**20 de enero de 2025.** La Orden Ejecutiva 14159 va más lejos: más acuerdos 287(g), que convierten a oficiales locales en agentes de migración, y amenazas de quitarles dinero a los lugares que digan que no. En Texas, la SB 8 ya le ordena a todo alguacil (sheriff) que dirige una cárcel buscar un acuerdo así.

Las órdenes van y vienen. El cable se queda. **Por eso no esperamos a Washington.** Vamos al edificio del condado. Los martes está abierto.`,
    },
  },
  {
    kind: 'text',
    heading: { en: 'What your county may refuse', es: 'A qué puede negarse su condado' },
    text: {
      en: `Courts have said:

- **A detainer is a request.** A county that jails someone on one may have to pay for it. *Galarza v. Szalczyk*, March 4, 2014.
- **Keeping someone on a detainer is a new arrest.** Without probable cause it violates the Fourth Amendment. *Miranda-Olivares v. Clackamas County*, April 11, 2014.

Where state law leaves it open, these are local choices:

1. whether the jail **holds** people for ICE;
2. whether it **tells** ICE when they get out;
3. whether agents may **come into** the jail;
4. whether deputies **become** agents: 287(g);
5. what local **staff and money** are used for.

**Not a local choice:** the fingerprints themselves. And some states bar local limits, Florida and Texas among them. There we ask for something else, and our actions say what.

*This is information, not legal advice.*`,
      es: `Las cortes han dicho:

- **La orden de retención (detainer) es una solicitud.** El condado que encierra a alguien por ella puede tener que pagar. *Galarza v. Szalczyk*, 4 de marzo de 2014.
- **Retener a alguien por ella es un nuevo arresto.** Sin causa probable, viola la Cuarta Enmienda. *Miranda-Olivares v. Clackamas County*, 11 de abril de 2014.

Donde la ley del estado lo deja abierto, esto se decide aquí:

1. si la cárcel **retiene** gente para ICE;
2. si le **avisa** a ICE cuándo sale;
3. si los agentes pueden **entrar** a la cárcel;
4. si los oficiales (deputies) **se vuelven** agentes: 287(g);
5. en qué se usan el **personal y el dinero** de aquí.

**Lo que no se decide aquí:** las huellas mismas. Y algunos estados prohíben los límites locales, entre ellos Florida y Texas. Allá se pide otra cosa, y nuestras acciones dicen cuál.

*Esto es información, no consejo legal.*`,
    },
  },
  {
    kind: 'cases',
    heading: { en: 'On trial: the program, and ICE', es: 'En juicio: el programa, y también ICE' },
    text: {
      en: 'In *Gonzalez v. ICE* the machine itself went to trial. The bans of 2019 were vacated in 2020; what binds ICE now is a settlement, in force for five years from March 4, 2025: without a neutral review, the offices it covers may ask only to be told of a release.',
      es: 'En *Gonzalez v. ICE* la máquina misma llegó a juicio. Las prohibiciones de 2019 se anularon en 2020; lo que hoy obliga a ICE es un acuerdo, en vigor por cinco años desde el 4 de marzo de 2025: sin una revisión neutral, las oficinas que abarca solo pueden pedir que se les avise de una salida.',
    },
  },
  {
    kind: 'timeline',
    heading: { en: 'The story so far', es: 'La historia hasta hoy' },
    text: {
      en: 'From a press release in 2008 to the Texas deadline of December 1, 2026. Every date has a source.',
      es: 'Desde un anuncio en 2008 hasta la fecha límite de Texas, el 1 de diciembre de 2026. Cada fecha tiene su fuente.',
    },
    most: 6,
  },
  {
    kind: 'documents',
    heading: { en: 'Print it. Take it with you.', es: 'Imprímalo. Lléveselo.' },
    text: {
      en: 'A model policy for a sheriff. A resolution for a county board. A sheet that explains it all to your aunt. Free to copy.',
      es: 'Una política modelo para un alguacil (sheriff). Una resolución para la junta de un condado. Una hoja que le explica todo a su tía. Se pueden copiar.',
    },
  },
  links({ en: 'Read: how it began', es: 'Para leer: cómo empezó' }, [
    ['ccrCase', 'The records case, from the lawyers who brought it', 'El caso de los documentos, según sus abogados'],
    ['iceTexas', 'ICE on the day all of Texas was connected', 'ICE, el día en que conectó a todo Texas'],
    ['washingtonState', 'A whole state connected, in a few lines (2012)', 'Un estado entero, en unos renglones (2012)'],
  ]),
  links({ en: 'Read: the places that said no', es: 'Para leer: los lugares que dijeron que no' }, [
    ['countiesLeave', 'Santa Clara and Arlington, September 2010', 'Santa Clara y Arlington, septiembre de 2010'],
    ['illinoisLeaves', 'Illinois ends its agreement, May 2011', 'Illinois termina su acuerdo, mayo de 2011'],
    ['ilrcRelease', 'The count of January 2018', 'La cuenta de enero de 2018'],
  ]),
  links({ en: 'Read: the court files', es: 'Para leer: los expedientes' }, [
    ['foiaOpinion', 'NDLON v. ICE, the opinion of 2011', 'NDLON v. ICE, la decisión de 2011'],
    ['galarza', 'Galarza v. Szalczyk', 'Galarza v. Szalczyk'],
    ['miranda', 'Miranda-Olivares v. Clackamas County', 'Miranda-Olivares v. Clackamas County'],
    ['gonzalezDocket', 'Gonzalez v. ICE, the whole history', 'Gonzalez v. ICE, toda la historia'],
  ]),
  links({ en: 'Read: the end that wasn’t', es: 'Para leer: el final que no fue' }, [
    ['memo', 'The memo of November 20, 2014', 'El memorándum del 20 de noviembre de 2014'],
    ['order13768', 'Executive Order 13768 (2017)', 'Orden Ejecutiva 13768 (2017)'],
    ['order13993', 'Executive Order 13993 (2021)', 'Orden Ejecutiva 13993 (2021)'],
    ['order14159', 'Executive Order 14159 (2025)', 'Orden Ejecutiva 14159 (2025)'],
    ['ilrcOrder14159', 'The same order in plain words', 'La misma orden en palabras sencillas'],
  ]),
  links({ en: 'Read: if ICE sends a form', es: 'Para leer: si ICE manda una hoja' }, [
    [
      'gonzalezSettlement',
      'The Gonzalez settlement, the forms and the map',
      'El acuerdo de Gonzalez, las hojas y el mapa',
    ],
    ['gonzalezVacated', 'What the appeals court said in 2020', 'Lo que dijo la corte de apelaciones en 2020'],
  ]),
  links({ en: 'Read: state laws that bind a sheriff', es: 'Para leer: leyes estatales que obligan al alguacil' }, [
    ['texas', 'Texas SB 8, as enrolled', 'Texas SB 8, tal como quedó'],
    ['texasReport', 'The Austin Chronicle on SB 8', 'El Austin Chronicle, sobre la SB 8'],
    ['florida', 'Florida SB 168', 'Florida SB 168'],
    ['trustIllinois', 'The other way: the Illinois TRUST Act', 'Al revés: la Ley TRUST de Illinois'],
  ]),
  {
    kind: 'start',
    heading: { en: 'Your county isn’t here yet? Start it.', es: '¿Su condado todavía no está? Empiece usted.' },
    text: {
      en: 'You bring three neighbors and the name of your sheriff. We bring the petition, the calls, the letters and the words, in both languages. It takes ten minutes to ask.',
      es: 'Usted pone tres vecinos y el nombre de su alguacil (sheriff). Nosotros ponemos la petición, las llamadas, las cartas y las palabras, en los dos idiomas. Pedirlo toma diez minutos.',
    },
    button: { en: 'Start your own', es: 'Empiece su campaña' },
  },
])

function numbered(sections: readonly ({ kind: string } & Record<string, unknown>)[]): Section[] {
  return sections.map((section, index) => ({ key: `s${index + 1}`, isOn: true, ...section }))
}

/** A section of links: key of a source, and what it is, in English and in Spanish. */
function links(heading: Bilingual, items: readonly [source: keyof typeof sources, en: string, es: string][]) {
  const list = (language: 'en' | 'es') =>
    items
      .map(([key, en, es]) => `- [${language === 'en' ? en : `${es} (en inglés)`}](${sources[key].sourceUrl})`)
      .join('\n')
  return { kind: 'links', heading, text: { en: list('en'), es: list('es') } }
}
