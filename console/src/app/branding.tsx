import { useLayoutEffect, useState } from 'react'
import { useSession } from './session.ts'
import { teamColors } from './team-colors.ts'
import { useIsDark } from './theme.ts'

/** Accents in the team's colour, wherever that can be read. */
export function useTeamColors(): void {
  const { color } = useSession().team.branding
  const isDark = useIsDark()
  useLayoutEffect(() => {
    const colors = color && teamColors(color, isDark ? 'dark' : 'light')
    if (!colors) return
    const { style } = document.documentElement
    for (const [name, value] of Object.entries(colors)) style.setProperty(name, value)
    return () => {
      for (const name of Object.keys(colors)) style.removeProperty(name)
    }
  }, [color, isDark])
}

/** The team's logo; ours where it has none, or it can't be shown. */
export function TeamLogo() {
  const { logoUrl } = useSession().team.branding
  const [failed, setFailed] = useState<string | null>(null)
  return logoUrl && failed !== logoUrl ? (
    <img
      src={logoUrl}
      alt=""
      referrerPolicy="no-referrer"
      onError={() => setFailed(logoUrl)}
      className="h-6 min-w-6 max-w-20 shrink-0 rounded object-contain"
    />
  ) : (
    <img src="/icon.svg" alt="" className="size-6 shrink-0" />
  )
}
