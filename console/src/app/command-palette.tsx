import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../api/query.ts'
import { useTeamModel } from '../model/team-model.ts'
import { Kbd } from '../ui/kbd.tsx'
import { identifierOf } from '../values/identifier.ts'
import type { NavigationGroup } from './navigation.ts'
import { useAllShortcuts } from './shortcuts.tsx'
import { chooseTheme } from './theme.ts'
import { useThemeChoices } from './theme-choices.ts'

interface CommandPaletteProps {
  isOpen: boolean
  onClose: () => void
  groups: readonly NavigationGroup[]
}

/** Goes anywhere, does what the page has a shortcut for, and finds processes of every procedure as one types. */
export function CommandPalette({ isOpen, onClose, groups }: CommandPaletteProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const shortcuts = useAllShortcuts()
  const themes = useThemeChoices()
  const [text, setText] = useState('')
  const found = useFoundProcesses(useDeferredValue(text))
  const close = (): void => {
    setText('')
    onClose()
  }
  const go = (to: string): void => {
    close()
    void navigate({ to })
  }
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && close()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed start-1/2 top-[12vh] z-50 w-[calc(100%-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-2xl outline-none rtl:translate-x-1/2"
        >
          <Radix.Title className="sr-only">{t('Search and commands')}</Radix.Title>
          <Command label={t('Search and commands')} filter={matches}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={t('Go to, do, or find by name, number, key …')}
              className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none"
            />
            <Command.List className="max-h-[55vh] overflow-y-auto p-1.5">
              <Command.Empty className="py-8 text-center text-ink-soft">{t('Nothing found.')}</Command.Empty>
              {found.map(({ procedure, processes }) => (
                <Group key={procedure.id} heading={procedure.name}>
                  {processes.map((process) => {
                    const { title, note } = identifierOf(process, procedure)
                    return (
                      <Item
                        key={process.id}
                        value={`${process.id} ${text}`}
                        onSelect={() => go(`/p/${procedure.shortId}/${process.id}`)}
                      >
                        <span className="truncate">{title}</span>
                        <span className="truncate text-ink-soft">{note}</span>
                      </Item>
                    )
                  })}
                </Group>
              ))}
              {groups.map(({ label, items }) => (
                <Group key={label} heading={label}>
                  {items.map(({ to, label: name, icon: Icon, shortcut }) => (
                    <Item key={to} value={`${label} ${name}`} onSelect={() => go(to)}>
                      <Icon aria-hidden className="size-4 text-ink-soft" />
                      <span className="flex-1">{name}</span>
                      {shortcut && <Kbd keys={shortcut} />}
                    </Item>
                  ))}
                </Group>
              ))}
              <Group heading={t('Commands')}>
                {shortcuts
                  .filter(({ keys }) => !keys.startsWith('g ') && keys !== 'mod+k' && keys !== '/')
                  .map(({ keys, label, run }) => (
                    <Item
                      key={`${keys} ${label}`}
                      value={`${label} ${keys}`}
                      onSelect={() => {
                        close()
                        run()
                      }}
                    >
                      <span className="flex-1">{label}</span>
                      <Kbd keys={keys} />
                    </Item>
                  ))}
              </Group>
              <Group heading={t('Appearance')}>
                {themes.map(({ value, label, icon: Icon }) => (
                  <Item
                    key={value}
                    value={`${t('Appearance')} ${label}`}
                    onSelect={() => {
                      close()
                      chooseTheme(value)
                    }}
                  >
                    <Icon aria-hidden className="size-4 text-ink-soft" />
                    {label}
                  </Item>
                ))}
              </Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** How well an item fits what is typed: each word of it must be in the item, at best where a word begins. */
function matches(item: string, typed: string): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const text = ` ${item.toLowerCase()}`
  if (words.every((word) => text.includes(` ${word}`))) return 1
  return words.every((word) => text.includes(word)) ? 0.5 : 0
}

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[12px] [&_[cmdk-group-heading]]:text-ink-soft"
  >
    {children}
  </Command.Group>
)

const Item = ({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="pressable flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-2 data-[selected=true]:bg-sunken"
  >
    {children}
  </Command.Item>
)

function useFoundProcesses(text: string) {
  const { procedures } = useTeamModel()
  const search = text.trim()
  const results = useQueries({
    queries: procedures.map(({ shortId }) => ({
      ...callOf('POST /v1/ext/procedure/{procedure}/process/list', {
        path: { procedure: shortId },
        body: { search, limit: 5 },
      }),
      enabled: search.length >= 2,
    })),
  })
  return procedures.flatMap((procedure, index) => {
    const processes = search.length >= 2 ? (results[index]?.data?.data ?? []) : []
    return processes.length > 0 ? [{ procedure, processes }] : []
  })
}
