import type { Explanations } from './explanations.ts'

/** Subcodes that say more than their code: of tokens, and of templates. Source: Meta's pages "Handle errors" and "Templates". */
export const subcodes: Explanations = {
  463: [
    'The access token expired.',
    'Update the plugin with a new access token; one of a system user need not expire.',
  ],
  460: [
    'The access token ended because its owner changed the password.',
    'Update the plugin with a new access token of a system user.',
  ],
  467: ['The access token was taken back.', 'Update the plugin with a new access token.'],
  2388019: [
    'The account has as many templates as it may have.',
    'Delete templates that are not used; verifying the business raises the limit.',
  ],
  2388023: [
    'A template of this name and language is being deleted.',
    'Use another name, or wait: a name is free again after about four weeks.',
  ],
  2388024: ['There is a template of this name in this language already.', 'Change that one, or use another name.'],
  2388040: [
    'A text of the template is longer than Meta allows.',
    '1,024 characters in the body, 60 in header and footer, 25 on a button.',
  ],
  2388047: [
    'The header of the template is not in a form that Meta takes.',
    'At most one placeholder, no line breaks, emojis or formatting.',
  ],
  2388072: [
    'The body of the template is not in a form that Meta takes.',
    'Number the placeholders from {{1}} without gaps, with an example for each.',
  ],
  2388073: ['The footer of the template is not in a form that Meta takes.', 'No placeholders, line breaks or emojis.'],
  2388293: ['The template has too many placeholders for its length.', 'Add words, or leave out placeholders.'],
  2388299: ['A placeholder stands at the beginning or the end of the template.', 'Put words before and after it.'],
  2388025: ["The language of a template can't be changed.", 'Make a template in the other language.'],
  2388039: [
    'A placeholder of the template lacks an example, or the numbers have gaps.',
    'Give one example for each placeholder.',
  ],
}
