import type { Explanations } from './explanations.ts'

/** Codes of sending, templates and their limits. Source: Meta's page "Cloud API error codes". */
export const messageCodes: Explanations = {
  130403: [
    'Meta does not let this account send such messages.',
    "Meta's words say why; the WhatsApp Manager shows what the account may do.",
  ],
  130429: [
    "The number's throughput is reached: messages come faster than Meta takes them.",
    'Nothing was sent. Send slower: 80 messages a second, 1,000 where Meta has raised the number; a batch keeps to this by itself.',
  ],
  130472: [
    "The customer's number is part of an experiment of Meta's, in which it gets no marketing messages.",
    'Do not send it again; a customer who writes first can be answered.',
  ],
  130497: [
    'The account may not write to people in this country.',
    "Meta's policies restrict some trades by country; the WhatsApp Manager shows which.",
  ],
  131000: [
    'Something went wrong at Meta, which does not say what.',
    "Try again; if it stays so, give Meta's support the fbtrace_id.",
  ],
  131005: [
    'The access token lacks the permission for this call.',
    'Give the token whatsapp_business_messaging and whatsapp_business_management; then update the plugin with the new token.',
  ],
  131008: [
    'A parameter that Meta needs is missing.',
    "Meta's words name it; compare the request with Meta's reference.",
  ],
  131009: [
    'A parameter has a value that Meta does not take.',
    "Meta's words name it; phone numbers need their country code, and the sending number must be registered.",
  ],
  131016: [
    "Meta's service is down for a moment.",
    'Try again in some minutes; https://metastatus.com/whatsapp-business-api tells of outages.',
  ],
  131021: ['The message goes to the number that sends it.', 'Send it to another number.'],
  131026: [
    "The message can't be delivered: the number has no WhatsApp, an old version of it, has not accepted its terms, or has blocked the business.",
    'Reach the customer another way, and ask them to write first; do not send it again and again.',
  ],
  131031: [
    'Meta has locked the account, or what it knows of the business does not match.',
    'The WhatsApp Manager shows why under Account quality, and how to ask for a review.',
  ],
  131037: [
    'The display name of the sending number is not approved yet.',
    'Ask for its approval in the WhatsApp Manager, under Phone numbers.',
  ],
  131042: [
    'There is a problem with the payment method of the account.',
    'Check in the WhatsApp Manager that a payment method, time zone and currency are set, and that nothing is overdue.',
  ],
  131045: [
    'The sending number is not registered, or its certificate is wrong.',
    'Register it: POST …/api/v23.0/{phoneNumberId}/register with messaging_product and pin.',
  ],
  131047: [
    "More than 24 hours have passed since the customer's last message, so only templates may be sent.",
    'Send a template; once the customer answers, free messages are open for 24 hours.',
  ],
  131048: [
    'Meta lets this number send less, because people have blocked or reported too many of its messages.',
    'Look at its quality in the WhatsApp Manager, send less, and only to people who asked for it.',
  ],
  131049: [
    'Meta did not deliver this marketing message, to keep the number of such messages to the customer healthy.',
    'Do not send it again at once: wait at least a day, with longer waits after each; utility templates are not limited so.',
  ],
  131050: [
    'The customer has stopped marketing messages of this business.',
    'Send no marketing to them; their preference is kept, and Meta tells when they allow it again.',
  ],
  131051: [
    'Meta does not know this type of message.',
    'Use one of text, image, audio, video, document, sticker, location, contacts, interactive, reaction, template.',
  ],
  131052: ['Meta could not fetch the file that the customer sent.', 'Ask the customer to send it again.'],
  131053: [
    'Meta could not take the file of the message.',
    "Check its type and size against Meta's page of supported media, and that its address is public and answers quickly.",
  ],
  131055: ['This call is not taken here.', "Check method and path against Meta's reference."],
  131056: [
    'Too many messages went from this number to the same customer in a short time.',
    'Wait some seconds before the next message to this customer; a batch does this by itself.',
  ],
  131057: ['The account is in maintenance, perhaps while its throughput is raised.', 'Try again in a minute.'],
  131059: ['Meta does not take this from the account now.', "Meta's words say why."],
  131060: ['The message is not available any longer.', 'Ask the customer to send it again.'],
  131061: [
    'The business could not be verified for this call.',
    'Check the verification of the business in the Business Manager.',
  ],
  131063: [
    "The marketing template can't be sent by this call now.",
    'Accept the terms of Marketing Messages in the WhatsApp Manager, or send it as an ordinary template.',
  ],
  132000: [
    'The template takes another number of parameters than were given.',
    "GET …/templates shows the template's text: give one value for each of its placeholders.",
  ],
  132001: [
    'There is no approved template of this name in this language.',
    'Check name and language as GET …/templates lists them; a new template must be approved before it can be sent.',
  ],
  132005: ["The template's text is too long once its parameters stand in it.", 'Shorten the values of the parameters.'],
  132007: [
    'The content of the template violates a policy of WhatsApp.',
    'Change the template; the WhatsApp Manager shows the reason.',
  ],
  132008: [
    'A parameter of the template has characters or a form that Meta does not take.',
    'Leave out new lines, tabs and more than four spaces in a row.',
  ],
  132012: [
    'A parameter of the template has a form that Meta does not take.',
    "Check its type: text, currency, date_time, image, video or document, as the template's header and body ask for.",
  ],
  132015: [
    'The template is paused, because people have blocked or reported it too often.',
    'Change its text, or use another; Meta resumes it after some hours or on editing.',
  ],
  132016: ['The template was paused too often and is disabled for good.', 'Make a new template with another text.'],
  132068: ['The Flow is blocked.', 'Correct the Flow; the WhatsApp Manager shows its errors.'],
  132069: ['The Flow is throttled: ten messages an hour.', 'Correct the Flow; the WhatsApp Manager shows its errors.'],
  134011: ['The terms of WhatsApp Payments are not accepted yet.', 'Accept them by the link that Meta gives.'],
  134100: ['This call takes marketing templates only.', 'Send other templates as ordinary messages.'],
  134101: ['The template is still being made ready for marketing messages.', 'Try again in ten minutes.'],
  134102: [
    "The template can't be used for marketing messages.",
    "Send it as an ordinary message, or read Meta's words for the reason.",
  ],
  135000: [
    'Something in the request is not right for this customer or message; Meta does not say what.',
    "Check the request against Meta's reference; if it is right, give Meta's support the fbtrace_id.",
  ],
  137000: [
    "The business-scoped user id can't be used for this message.",
    "Send it to the customer's phone number; one-time passwords need it.",
  ],
}
