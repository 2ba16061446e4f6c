/** Path of a picture in the office, which serves those of drafts too. */
export function officePicture(image: string): string {
  return image.replace(/^\/pictures\/(.+)\.jpg$/, '/office/pictures/$1')
}

/** A public page as the office shows it: its pictures come from the office, as the site has none under its address. */
export function withOfficePictures(html: string): string {
  return html.replaceAll(/\/pictures\/[0-9a-f-]{36}\.jpg/g, officePicture)
}
