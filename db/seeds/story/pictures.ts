/** The story's own pictures, with what they show. */
export const pictures = {
  fingerprint: {
    picture: '/pictures/fingerprint.svg',
    pictureAlt: {
      en: 'A fingerprint, an arrow to a computer’s stacked disks, an arrow to a van at night',
      es: 'Una huella, una flecha a los discos de una computadora y otra flecha a una camioneta en la noche',
    },
  },
  openDoor: {
    picture: '/pictures/open-door.svg',
    pictureAlt: {
      en: 'A county building with columns and its door wide open; light falls on the steps, and three people walk in',
      es: 'Un edificio del condado con columnas y la puerta abierta de par en par; la luz cae en los escalones y tres personas entran',
    },
  },
  papers: {
    picture: '/pictures/papers.svg',
    pictureAlt: {
      en: 'Four raised hands hold up sheets of paper; black bars cover some of the lines',
      es: 'Cuatro manos en alto sostienen hojas de papel; barras negras tapan algunos renglones',
    },
  },
} as const
