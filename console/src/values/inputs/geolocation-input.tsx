import { LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import type { AttributeInputProps } from '../value-type.ts'
import { useInputProblem } from './use-input-problem.ts'

const inOnePaste = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/

/** Latitude and longitude; both may be pasted at once into the first, or taken from where one is. */
export function GeolocationInput({ value, onChange, onProblem, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const [lat, lng] = Array.isArray(value) ? value.map((part: unknown) => String(part ?? '')) : []
  const [pair, setPair] = useState({ lat: lat ?? '', lng: lng ?? '' })
  const { tell, ref } = useInputProblem(onProblem)
  const [isLooking, setLooking] = useState(false)
  const set = (next: typeof pair): void => {
    const pasted = inOnePaste.exec(next.lat)
    const taken = pasted ? { lat: pasted[1] ?? '', lng: pasted[2] ?? '' } : next
    setPair(taken)
    const isHalf = (taken.lat === '') !== (taken.lng === '')
    tell(isHalf ? t('Give both the latitude and the longitude.') : null)
    if (!isHalf) onChange(taken.lat === '' ? null : [taken.lat, taken.lng])
  }
  const locate = (): void => {
    setLooking(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLooking(false)
        set({ lat: coords.latitude.toFixed(6), lng: coords.longitude.toFixed(6) })
      },
      () => {
        setLooking(false)
        tell(t('The browser does not say where you are.'))
      },
    )
  }
  return (
    <div className="flex items-center gap-2" dir="ltr">
      <Input
        {...control}
        ref={ref}
        inputMode="decimal"
        placeholder={t('Latitude')}
        value={pair.lat}
        disabled={isDisabled}
        onChange={(event) => set({ ...pair, lat: event.target.value })}
      />
      <Input
        aria-label={t('Longitude')}
        inputMode="decimal"
        placeholder={t('Longitude')}
        value={pair.lng}
        disabled={isDisabled}
        onChange={(event) => set({ ...pair, lng: event.target.value })}
      />
      <IconButton icon={LocateFixed} label={t('Where I am now')} disabled={isDisabled || isLooking} onClick={locate} />
    </div>
  )
}
