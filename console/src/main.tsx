import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Tooltip } from 'radix-ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Toaster, toast } from 'sonner'
import { makeQueryClient } from './api/query-client.ts'
import { startTranslation } from './app/i18n.ts'
import { makeRouter } from './app/router.tsx'
import { sessionEnded, sessionQuery } from './app/session.ts'
import { ShortcutProvider } from './app/shortcuts.tsx'
import { useTheme } from './app/theme.ts'
import './styles.css'

const queryClient = makeQueryClient(() => {
  const session = queryClient.getQueryData(sessionQuery().queryKey)
  // who was not signed in is asked to by the route itself
  if (!session) return
  sessionEnded(session.data)
  queryClient.clear()
  toast.dismiss()
  void router.invalidate()
})
const router = makeRouter(queryClient)

function App() {
  const theme = useTheme()
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={400}>
        <ShortcutProvider>
          <RouterProvider router={router} />
        </ShortcutProvider>
      </Tooltip.Provider>
      <Toaster theme={theme} position="bottom-right" closeButton richColors />
    </QueryClientProvider>
  )
}

await startTranslation()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
