import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui'

/** The explorer at /docs: all of it comes from this server, and it keeps the key that was typed in. */
export const explorer = {
  routePrefix: '/docs',
  uiConfig: {
    deepLinking: true,
    persistAuthorization: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    filter: true,
    docExpansion: 'none',
    // the badge would send the document's address to a server of others
    validatorUrl: null,
  },
  theme: {
    title: 'Nadi API',
    // the bar on top is for loading documents of others
    css: [{ filename: 'nadi.css', content: '.swagger-ui .topbar { display: none }' }],
  },
  staticCSP: {
    'default-src': "'none'",
    'connect-src': "'self'",
    'font-src': "'self' data:",
    'img-src': "'self' data:",
    'script-src': "'self'",
    // the explorer sets styles on its elements
    'style-src': "'self' 'unsafe-inline'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  },
} satisfies FastifySwaggerUiOptions
