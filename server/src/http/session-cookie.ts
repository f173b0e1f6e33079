const name = 'nadi_session'
const form = new RegExp(String.raw`(?:^|; *)${name}=([\w-]{1,200})(?=;|$)`)

/** The token in a request's cookie; undefined where it has none. */
export const sessionToken = (cookies: string | undefined): string | undefined => form.exec(cookies ?? '')?.[1]

/**
 * The header that keeps a session's token in a browser, where no script can read it.
 * @param isSecure whether people reach this server by https
 */
export const keepToken = (token: string, { expiresAt, isSecure }: { expiresAt: number; isSecure: boolean }): string =>
  cookie(token, Math.max(0, Math.floor((expiresAt - Date.now()) / 1000)), isSecure)

export const forgetToken = ({ isSecure }: { isSecure: boolean }): string => cookie('', 0, isSecure)

const cookie = (value: string, maxAge: number, isSecure: boolean): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
