// Loaded into a server before its program: it ends when its input does, so that an interrupted run leaves no process.
process.stdin.once('end', () => process.exit(1)).once('error', () => process.exit(1))
process.stdin.resume()
