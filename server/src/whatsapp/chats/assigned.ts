/** For whoever gives chats to people by rules. */
export { assignChats } from './sql/change-chats.ts'
