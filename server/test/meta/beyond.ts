/** Calls that Meta's OpenAPI document of WhatsApp lacks, and where Meta documents them. */
export const beyond: Readonly<Record<string, string>> = {
  'GET /{Version}/debug_token':
    'Part of the Graph API as such: https://developers.facebook.com/docs/graph-api/reference/debug_token',
  'GET /{Version}/oauth/access_token':
    'Part of Facebook Login: https://developers.facebook.com/docs/whatsapp/embedded-signup/onboarding-customers-as-a-tech-provider',
  'POST /{Version}/{Application-ID}/uploads':
    'Resumable upload, part of the Graph API as such: https://developers.facebook.com/docs/graph-api/guides/upload',
  'POST /{Version}/{Upload-Session-ID}':
    'Resumable upload, part of the Graph API as such: https://developers.facebook.com/docs/graph-api/guides/upload',
  'GET /{Version}/{Upload-Session-ID}':
    'Resumable upload, part of the Graph API as such: https://developers.facebook.com/docs/graph-api/guides/upload',
}
