import type { Draft, DraftButton, DraftCard } from './draft.ts'

/** as many as Meta takes, and as few */
export const mostCards = 10
export const fewestCards = 2

/** Like the one before it, as Meta wants all cards to be, with a picture and a text of its own. */
export function withNewCard(cards: Draft['cards']): DraftCard[] {
  const last = cards.at(-1)
  return [
    ...cards,
    {
      key: crypto.randomUUID(),
      media: { kind: last?.media.kind ?? 'IMAGE', handle: '', link: null },
      body: '',
      examples: {},
      buttons: last?.buttons ?? [{ key: crypto.randomUUID(), meta: { type: 'QUICK_REPLY', text: '' } }],
    },
  ]
}

/** Which buttons a card has, and in which order, holds for all of them; what is written on them is each one's own. */
export const withButtons = (cards: Draft['cards'], key: string, buttons: readonly DraftButton[]): DraftCard[] =>
  cards.map((card) => ({
    ...card,
    buttons:
      card.key === key
        ? buttons
        : buttons.map((button) => card.buttons.find((own) => own.key === button.key) ?? button),
  }))
