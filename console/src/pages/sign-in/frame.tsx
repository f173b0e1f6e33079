import { type ReactNode, useEffect } from 'react'

/** A page before one is signed in: one card, nothing else. */
export function SignInFrame({
  title,
  description,
  children,
}: {
  title: string
  description?: ReactNode
  children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Nadi`
  }, [title])
  return (
    <main className="flex min-h-dvh items-center justify-center bg-canvas p-4">
      <div className="w-full max-w-sm">
        <img src="/icon.svg" alt="Nadi" className="mb-6 size-10" />
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        {description && <p className="mt-1 text-ink-soft">{description}</p>}
        <div className="mt-6 flex flex-col gap-4">{children}</div>
      </div>
    </main>
  )
}
