// Before the first paint, so that nobody is dazzled. Kept by src/app/theme.ts.
const chosen = localStorage.getItem('nadi.theme')
const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.classList.toggle('dark', isDark)
