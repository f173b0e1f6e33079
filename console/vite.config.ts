import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const nadi = process.env.NADI_PUBLIC_URL ?? 'http://127.0.0.1:8420'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@nadi/sdk': new URL('../sdk/src/index.ts', import.meta.url).pathname } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // what is always loaded is one file, and so are the icons: one for each would cost more than it saves
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'icons', test: /lucide-react/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  // `vite` alone, while the console is worked on: beside a server at its usual port
  server: { proxy: { '/v1': nadi, '/v2': nadi, '/openapi.json': nadi } },
})
