interface ListHeadingProps {
  title: string
  /** What makes the next thing of the list, and where that is; null for who may not. */
  make: { label: string; href: string } | null
}

/** The title of a list, and at its right the button that makes the next thing in it. */
export function ListHeading({ title, make }: ListHeadingProps) {
  return (
    <div className="heading">
      <h1>{title}</h1>
      {make && (
        <a className="button main" href={make.href} data-makes="">
          {make.label}
        </a>
      )}
    </div>
  )
}
