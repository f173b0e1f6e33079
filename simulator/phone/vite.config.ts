import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: '../dist/phone', emptyOutDir: true, target: 'es2022' },
  // `vite` alone, while the phone is worked on: beside a simulator at its usual port
  server: { proxy: { '/simulator': 'http://127.0.0.1:4010' } },
})
