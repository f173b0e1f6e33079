import type { Explanations } from './explanations.ts'

/** Codes of the Graph API itself: authorisation, limits, parameters. Source: Meta's page "Handle errors". */
export const graphCodes: Explanations = {
  0: [
    'Meta could not authenticate the app: the access token expired, or was taken back.',
    'Update the plugin with a new access token; one of a system user need not expire.',
  ],
  1: [
    'Meta does not know what went wrong, or cannot make sense of the request.',
    "Check the request against Meta's reference; if it is right, look at https://metastatus.com/whatsapp-business-api and try again.",
  ],
  2: [
    "Meta's service is down or overloaded for a moment.",
    'Try again in some minutes; https://metastatus.com/whatsapp-business-api tells of outages.',
  ],
  3: [
    'The app lacks the capability or the permission for this call.',
    "Check the app's permissions in the App Dashboard, and that the token has whatsapp_business_management and whatsapp_business_messaging.",
  ],
  4: [
    "The app has reached Meta's limit of calls.",
    'Ask less often, and try again within the hour; the App Dashboard shows the limit.',
  ],
  10: [
    'The access token lacks the permission for this call, or the permission was taken away.',
    'Give the token whatsapp_business_messaging and whatsapp_business_management, and its system user full control of the account; then update the plugin with the new token.',
  ],
  33: [
    'The phone number or object is not there any longer, or the token may not see it.',
    'Check the id; POST …/check reads the numbers of the plugin anew.',
  ],
  100: [
    'A parameter is unknown to Meta, misspelt, missing, or its value is not taken.',
    "Meta's words name the parameter; compare it with Meta's reference of the call.",
  ],
  101: ['Meta does not know the app.', 'Check appId and appSecret in the App Dashboard under App settings, Basic.'],
  104: [
    'The call takes a proof of the app secret that is missing or wrong.',
    'Update the plugin with the secret of the app which the access token belongs to.',
  ],
  190: [
    'The access token expired, was taken back, or is no token.',
    'Update the plugin with a new access token; one of a system user need not expire.',
  ],
  368: [
    'Meta has blocked the account for a while, because it violates a policy.',
    'The WhatsApp Manager shows the violation under Account quality, and how to ask for a review.',
  ],
  613: ['Calls come faster than Meta allows.', 'Ask less often, and try again in some minutes.'],
  803: [
    'There is no such object at Meta, or the token may not see it.',
    'Check the id, and that the system user has control of the account.',
  ],
  80007: [
    "The WhatsApp Business account has reached Meta's limit of calls.",
    'Ask less often, and try again within the hour.',
  ],
  80008: [
    "The WhatsApp Business account has reached Meta's limit of calls for managing it.",
    'Ask less often, and try again within the hour.',
  ],
  1752041: ['The business was signed up for marketing messages already.', 'Nothing is to be done.'],
  2388001: [
    'There are too many templates in this account.',
    'Delete templates that are not used, or ask Meta for more.',
  ],
  2388012: ['The phone number is registered already.', 'Nothing is to be done.'],
  2494055: ["The app can't be subscribed.", 'Check that the app is live and has whatsapp_business_management.'],
}
