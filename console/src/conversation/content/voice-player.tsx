import { Mic, Music, Pause, Play } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'

const speeds = [1, 1.5, 2]

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** Plays a voice message or another sound: start, stop, where it is, how fast. */
export function VoicePlayer({ address, isVoice }: { address: string; isVoice: boolean }) {
  const { t } = useTranslation()
  const sound = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(0)
  const [speed, setSpeed] = useState(1)
  const [isGone, setGone] = useState(false)
  const toggle = (): void => {
    const { current } = sound
    if (!current) return
    if (isPlaying) current.pause()
    else void current.play().catch(() => setGone(true))
  }
  const faster = (): void => {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1
    setSpeed(next)
    if (sound.current) sound.current.playbackRate = next
  }
  const Kind = isVoice ? Mic : Music
  const name = isVoice ? t('Voice message') : t('Sound')
  return (
    <fieldset aria-label={name} className="flex w-64 max-w-full items-center gap-2">
      {/* biome-ignore lint/a11y/useMediaCaption: what customers say has none */}
      <audio
        ref={sound}
        src={address}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onDurationChange={({ currentTarget: { duration } }) => setLength(Number.isFinite(duration) ? duration : 0)}
        onError={() => setGone(true)}
      />
      <IconButton
        icon={isPlaying ? Pause : Play}
        label={isPlaying ? t('Pause') : t('Play')}
        onClick={toggle}
        disabled={isGone}
        className="rounded-full bg-accent text-accent-ink hover:bg-accent hover:text-accent-ink hover:bg-accent-strong"
      />
      <span className="min-w-0 flex-1">
        <input
          type="range"
          min={0}
          max={length || 1}
          step={0.1}
          value={at}
          disabled={isGone || length === 0}
          aria-label={t('Position')}
          aria-valuetext={clock(at)}
          onChange={({ target }) => {
            if (sound.current) sound.current.currentTime = Number(target.value)
            setAt(Number(target.value))
          }}
          className="block w-full accent-accent"
        />
        <span className="flex items-center gap-1 text-[12px] text-ink-soft tabular-nums">
          <Kind aria-hidden className="size-3" />
          {isGone ? t('It cannot be played here.') : clock(isPlaying || at > 0 ? at : length)}
        </span>
      </span>
      <button
        type="button"
        onClick={faster}
        aria-label={t('Speed: {{speed}} times', { speed })}
        className="h-6 w-9 shrink-0 rounded-full bg-sunken font-medium text-[12px] text-ink-soft tabular-nums hover:text-ink"
      >
        {`${speed}×`}
      </button>
    </fieldset>
  )
}
