import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Page as Frame } from '../../ui/page.tsx'
import { Groups } from './groups.tsx'
import { PeopleTabs } from './tabs.tsx'

export function Page() {
  const { t } = useTranslation()
  const { pods, skills } = useTeamModel()
  return (
    <Frame title={t('People')} documentTitle={t('Pods and skills')} toolbar={<PeopleTabs />}>
      <Groups
        kind="pod"
        groups={pods}
        title={t('Pods')}
        description={t('People who share work: a role may be limited to the processes and chats of its own pods.')}
        empty={t('There is no pod yet. Make one for each branch or team that works on its own.')}
      />
      <Groups
        kind="skill"
        groups={skills}
        title={t('Skills')}
        description={t(
          'What somebody can do, such as a language: chats are given to those who have what a rule asks for.',
        )}
        empty={t('There is no skill yet.')}
      />
    </Frame>
  )
}
