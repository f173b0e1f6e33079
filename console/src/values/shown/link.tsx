import type { ReactNode } from 'react'

/** A value that leads somewhere outside. Pressing it where it stands in a row or an editable field does only that. */
export const ValueLink = ({ href, children }: { href: string; children: ReactNode }) => {
  const isWeb = href.startsWith('http')
  return (
    <a
      href={href}
      onClick={(event) => event.stopPropagation()}
      {...(isWeb && { target: '_blank', rel: 'noreferrer noopener' })}
      className="break-words text-accent-text hover:underline"
    >
      {children}
    </a>
  )
}
