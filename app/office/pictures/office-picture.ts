/** Path of a picture in the office, which serves those of drafts too. */
export function officePicture(image: string): string {
  return image.replace(/^\/pictures\/(.+)\.jpg$/, '/office/pictures/$1')
}
