import { Link } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ButtonProps, buttonLook } from './button.tsx'

interface ButtonLinkProps extends Pick<ButtonProps, 'look' | 'size'> {
  /** an address of the console */
  to: string
  icon?: LucideIcon
  children: ReactNode
}

/** A link to another page that stands among buttons. */
export const ButtonLink = ({ to, icon: Icon, children, ...look }: ButtonLinkProps) => (
  <Link to={to} className={buttonLook(look)}>
    {Icon && <Icon aria-hidden className="size-4" />}
    {children}
  </Link>
)
