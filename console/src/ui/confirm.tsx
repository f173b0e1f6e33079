import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface Question {
  title: string
  /** what will be lost, and whether it can be had back */
  body: ReactNode
  /** what the button does, in a verb */
  action: string
  isDanger?: boolean
}

type Ask = (question: Question) => Promise<boolean>

const Context = createContext<Ask>(async () => false)

/** Asks before a loss: `if (await confirm({ title, body, action, isDanger: true })) …`. What can be undone is done at once instead. */
export const useConfirm = (): Ask => useContext(Context)

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<(Question & { answer: (isYes: boolean) => void }) | null>(null)
  const ask = useCallback<Ask>((question) => new Promise((answer) => setAsked({ ...question, answer })), [])
  const answer = (isYes: boolean): void => {
    asked?.answer(isYes)
    setAsked(null)
  }
  return (
    <Context value={ask}>
      {children}
      <Dialog
        isOpen={asked !== null}
        onClose={() => answer(false)}
        title={asked?.title}
        size="sm"
        footer={
          <>
            <Button onClick={() => answer(false)}>{t('Cancel')}</Button>
            <Button look={asked?.isDanger ? 'danger' : 'primary'} onClick={() => answer(true)}>
              {asked?.action}
            </Button>
          </>
        }
      >
        {asked?.body}
      </Dialog>
    </Context>
  )
}
