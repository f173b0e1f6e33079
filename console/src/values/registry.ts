import type { Attribute } from '@nadi/sdk'
import { AddressInput } from './inputs/address-input.tsx'
import { BookingInput } from './inputs/booking-input.tsx'
import { CartInput } from './inputs/cart-input.tsx'
import { chipsInput } from './inputs/chips-input.tsx'
import { BooleanInput, EnumInput, StateInput, StatusInput, UserInput } from './inputs/choice-inputs.tsx'
import { GeolocationInput } from './inputs/geolocation-input.tsx'
import { JsonInput } from './inputs/json-input.tsx'
import { MomentInput } from './inputs/moment-input.tsx'
import { PhotoInput } from './inputs/photo-input.tsx'
import { lineInput, TextInput } from './inputs/text-input.tsx'
import { ProcessInput, RecordInput, TaskInput } from './references/inputs.tsx'
import { ProcessesShown, RecordsShown, TasksShown } from './references/shown.tsx'
import { Booking, Cart } from './shown/commerce.tsx'
import { Audio, Documents, Email, Phone, Url } from './shown/links.tsx'
import { Photos } from './shown/photos.tsx'
import { Address, Geolocation } from './shown/places.tsx'
import { Chips, Code, Enums, Moment, People, StateShown, StatusShown, YesOrNo } from './shown/plain.tsx'
import { HtmlAsText, Json, LongText } from './shown/texts.tsx'
import type { ValueType } from './value-type.ts'

const line: ValueType = { Input: lineInput(), endsBy: 'leaving' }
const number: ValueType = {
  Input: lineInput({ inputMode: 'decimal', className: 'tabular-nums' }),
  endsBy: 'leaving',
}
const choice: ValueType = { Input: EnumInput, Shown: Enums, endsBy: 'choosing' }
const people: ValueType = { Input: UserInput, Shown: People, endsBy: 'choosing' }
const moment: ValueType = { Input: MomentInput, Shown: Moment, endsBy: 'leaving' }
const photo: ValueType = { Input: PhotoInput, Shown: Photos, endsBy: 'never' }
const json: ValueType = { Input: JsonInput, Shown: Json, endsBy: 'button' }
const process: ValueType = { Input: ProcessInput, Shown: ProcessesShown, endsBy: 'choosing' }
const record: ValueType = { Input: RecordInput, Shown: RecordsShown, endsBy: 'choosing' }
const task: ValueType = { Input: TaskInput, Shown: TasksShown, endsBy: 'choosing' }

/** How values of each type are entered and read: docs/attributes.md. */
export const valueTypes: Record<Attribute['type'], ValueType> = {
  string: line,
  name: line,
  username: line,
  stringId: line,
  text: { Input: TextInput, Shown: LongText, endsBy: 'leaving' },
  html: { Input: TextInput, Shown: HtmlAsText, endsBy: 'leaving' },
  email: { Input: lineInput({ type: 'email' }), Shown: Email, endsBy: 'leaving' },
  phone: { Input: lineInput({ type: 'tel', dir: 'ltr' }), Shown: Phone, endsBy: 'leaving' },
  url: { Input: lineInput({ type: 'url', dir: 'ltr' }), Shown: Url, endsBy: 'leaving' },
  otp: {
    Input: lineInput({ inputMode: 'numeric', dir: 'ltr', autoComplete: 'one-time-code' }),
    Shown: Code,
    endsBy: 'leaving',
  },
  integer: number,
  integerId: number,
  number,
  float: number,
  decimal: number,
  boolean: { Input: BooleanInput, Shown: YesOrNo, endsBy: 'choosing' },
  stringEnum: choice,
  integerEnum: choice,
  floatEnum: choice,
  multiStringEnum: choice,
  multiIntegerEnum: choice,
  multiFloatEnum: choice,
  multiString: { Input: chipsInput('text'), Shown: Chips, endsBy: 'leaving' },
  date: { Input: lineInput({ type: 'date' }), endsBy: 'leaving' },
  time: { Input: lineInput({ type: 'time' }), endsBy: 'leaving' },
  monthOfYear: { Input: lineInput({ type: 'month' }), endsBy: 'leaving' },
  datetime: moment,
  datetimeISO8601: moment,
  photo,
  multiPhotos: photo,
  document: { Input: lineInput({ type: 'url', dir: 'ltr' }), Shown: Documents, endsBy: 'leaving' },
  documents: { Input: chipsInput('url'), Shown: Documents, endsBy: 'leaving' },
  audio: { Input: lineInput({ type: 'url', dir: 'ltr' }), Shown: Audio, endsBy: 'leaving' },
  geolocation: { Input: GeolocationInput, Shown: Geolocation, endsBy: 'leaving' },
  address: { Input: AddressInput, Shown: Address, endsBy: 'button' },
  booking: { Input: BookingInput, Shown: Booking, endsBy: 'button' },
  cart: { Input: CartInput, Shown: Cart, endsBy: 'button' },
  json,
  externalObject: json,
  externalObjects: json,
  customObject: json,
  customObjects: json,
  user: people,
  userCollection: people,
  process,
  processCollection: process,
  record,
  recordCollection: record,
  task,
  taskCollection: task,
  state: { Input: StateInput, Shown: StateShown, endsBy: 'choosing' },
  status: { Input: StatusInput, Shown: StatusShown, endsBy: 'choosing' },
}
