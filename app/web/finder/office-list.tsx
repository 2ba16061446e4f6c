import { type OfficeLines, postTitle } from '~/officials/posts/office-lines'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { Sign } from '~/ui/page/sign'

/** Offices with their holders, each linked to the official's page. */
export function OfficeList({ lang, t, offices }: PageProps & { offices: OfficeLines[] }) {
  return offices.map((office) => (
    <section key={office.id} aria-labelledby={`office-${office.id}`}>
      <h3 id={`office-${office.id}`} lang="en">
        {office.name}
      </h3>
      <ul className="who">
        {office.posts.map((post) => (
          <li key={post.slug}>
            <a href={paths.official(lang, post.slug)}>
              <Sign name="pin" />
              <span className="who-words">
                <strong>
                  {post.holder ?? t('places.vacant')}
                  <br />
                </strong>
                <span>{postTitle(lang, t, post)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  ))
}
