/** Red, green and blue, each up to 255. */
type Rgb = readonly [number, number, number]

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]
/** as styles.css has them */
const ours = '#0f766e'
const modes = {
  light: { surface: white, darkest: [238, 240, 242], ink: white, beside: [77, 87, 97], towards: black, softness: 0.16 },
  dark: {
    surface: [22, 27, 33],
    darkest: [29, 36, 43],
    ink: [11, 14, 17],
    beside: [163, 173, 183],
    towards: white,
    softness: 0.25,
  },
} as const satisfies Record<string, Record<string, Rgb | number>>
export type Mode = keyof typeof modes

/** what text needs to be read by everybody */
const enough = 4.5
/** so many percent of black or white, and a colour is not theirs any more */
const furthest = 35

/**
 * The colours of accents in a team's own colour, by the names that styles.css has for them: as they chose it, or only so much darker or lighter that it can
 * be read. Null where that would make another colour of it, or it is the one that accents have anyway.
 */
export function teamColors(color: string, mode: Mode): Record<string, string> | null {
  const own = rgbOf(color)
  if (!own || color.toLowerCase() === ours) return null
  const { surface, darkest, ink, beside, towards, softness } = modes[mode]
  const soft = tinted(surface, own, softness, beside)
  const accent = readable(own, towards, [ink, surface])
  const text = readable(own, towards, [soft, surface, darkest])
  if (!accent || !text) return null
  return {
    '--accent': hex(accent),
    '--accent-strong': hex(mix(accent, towards, 0.18)),
    '--accent-ink': hex(ink),
    '--accent-soft': hex(soft),
    '--accent-text': hex(text),
    '--bubble-out': hex(soft),
  }
}

/** A surface with a touch of the colour, on which what is written softly can still be read. */
function tinted(surface: Rgb, color: Rgb, softness: number, beside: Rgb): Rgb {
  for (let share = softness; share > 0; share -= 0.02) {
    const tint = mix(surface, color, share)
    if (contrast(tint, beside) >= enough) return tint
  }
  return surface
}

/** The colour nearest to it that stands out from all of these. */
function readable(color: Rgb, towards: Rgb, from: readonly Rgb[]): Rgb | null {
  for (let percent = 0; percent <= furthest; percent += 5) {
    const shade = mix(color, towards, percent / 100)
    if (from.every((other) => contrast(shade, other) >= enough)) return shade
  }
  return null
}

export function rgbOf(color: string): Rgb | null {
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color) ?? []
  return red && green && blue ? [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)] : null
}

const hex = (color: Rgb): string => `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`

const mix = ([red, green, blue]: Rgb, other: Rgb, share: number): Rgb => {
  const part = (own: number, index: 0 | 1 | 2): number => Math.round(own + (other[index] - own) * share)
  return [part(red, 0), part(green, 1), part(blue, 2)]
}

/** As the Web Content Accessibility Guidelines reckon it. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((first, second) => second - first) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
