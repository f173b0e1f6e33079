/** of this program, as its documents and its requests name it */
export const version = '0.1.0'
