import { BaseSequencer, type TestSpecification } from 'vitest/node'

const long = ['/soak/', '/cli/', '/console/test/']

/** What starts servers of its own begins first, so that at the end no process waits for the other. */
export class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => long.some((folder) => moduleId.includes(folder))
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
