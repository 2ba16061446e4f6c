/** Something in the story as it is seeded: its slug, and its content as the site stores it. */
export interface SeedItem<Content> {
  slug: string
  content: Content
}
