import type { Plugin } from '@nadi/sdk'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { BodyFields } from './body-fields.tsx'
import { ButtonFields } from './button-fields.tsx'
import { fewestCards, mostCards, withButtons, withNewCard } from './cards.ts'
import { type CardMedia, cardButtonTypes, type DraftCard, isNamed } from './draft.ts'
import { findingAt, findingText } from './finding-words.ts'
import { SampleField } from './sample-field.tsx'
import type { PartProps } from './template-builder.tsx'

/** The cards of a carousel, which are all built alike. */
export function CardFields({ draft, set, problems, warnings, plugin }: PartProps & { plugin: Plugin }) {
  const { t } = useTranslation()
  const { cards } = draft
  const change = (key: string, changes: Partial<DraftCard>): void =>
    set({ cards: cards.map((card) => (card.key === key ? { ...card, ...changes } : card)) })
  return (
    <div className="flex flex-col gap-4">
      <div className="flex">
        <Segments<CardMedia>
          label={t('What the cards show')}
          chosen={cards[0]?.media.kind ?? 'IMAGE'}
          onChoose={(kind) =>
            set({ cards: cards.map((card) => ({ ...card, media: { kind, handle: '', link: null } })) })
          }
          segments={[
            { value: 'IMAGE', label: t('Pictures') },
            { value: 'VIDEO', label: t('Videos') },
          ]}
        />
      </div>
      {cards.map((card, index) => {
        const number = index + 1
        const place = `CAROUSEL.cards.${index}`
        const ofCard = problems.filter(({ path }) => path === place)
        return (
          <fieldset key={card.key} className="flex flex-col gap-3 rounded-lg border border-line p-3">
            <legend className="sr-only">{t('Card {{number}}', { number })}</legend>
            <div className="flex items-center">
              <span className="flex-1 font-medium">{t('Card {{number}}', { number })}</span>
              <IconButton
                icon={Trash2}
                label={t('Remove card {{number}}', { number })}
                disabled={cards.length <= fewestCards}
                onClick={() => set({ cards: cards.filter(({ key }) => key !== card.key) })}
              />
            </div>
            <SampleField
              kind={card.media.kind}
              sample={card.media}
              onSample={(sample) => change(card.key, { media: { ...card.media, ...sample } })}
              problem={findingAt(t, problems, `${place}.HEADER.example`)}
              plugin={plugin}
            />
            <BodyFields
              written={card}
              onChange={(changes) => change(card.key, changes)}
              label={t('Text of card {{number}}', { number })}
              place={`${place}.BODY`}
              most={160}
              isNamed={isNamed(draft)}
              problems={problems}
              warnings={warnings}
            />
            <ButtonFields
              buttons={card.buttons}
              onChange={(buttons) => set({ cards: withButtons(cards, card.key, buttons) })}
              problems={problems}
              place={`${place}.BUTTONS`}
              types={cardButtonTypes}
              most={2}
            />
            {ofCard.map((finding) => (
              <p key={finding.message} className="text-[12.5px] text-danger">
                {findingText(t, finding)}
              </p>
            ))}
          </fieldset>
        )
      })}
      <div>
        <Button icon={Plus} disabled={cards.length >= mostCards} onClick={() => set({ cards: withNewCard(cards) })}>
          {t('Add a card')}
        </Button>
      </div>
    </div>
  )
}
