import { caseKind } from './cases/case-kind'
import { documentKind } from './library/document-content'
import { meetingKind } from './meetings/meeting-content'
import { postKind, pressKind } from './news/news-content'
import type { StoryKind } from './story/story-kind'
import { timelineKind } from './timeline/timeline-content'

/** Everything of a story that is written in the office, in the order of the office's menu. */
export const storyKinds: readonly StoryKind[] = [timelineKind, caseKind, documentKind, postKind, pressKind, meetingKind]
